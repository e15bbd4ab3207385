using ActorTrading.Actors.Streams;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Actors.Tests.Streams;

public sealed class RestartSourceTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly RestartSettings Exact = RestartSettings.Create(Second, Second * 5, randomFactor: 0);

    [Fact]
    public async Task Source_Fails_IsStartedAgainAfterGrowingDelays()
    {
        var clock = new WatchedClock();
        var start = clock.GetUtcNow();
        var starts = new List<double>();
        var reading = RestartSource.OnFailuresWithBackoff<int>(
            point =>
            {
                starts.Add((clock.GetUtcNow() - start).TotalSeconds);
                return new WatchedSource(0, point.Starts < 5 ? new IOException("gone") : null).Items();
            },
            Exact,
            clock).ToListAsync();

        foreach (var (delay, i) in new[] { 1, 2, 4, 5, 5 }.Select(static (d, i) => (d, i + 1)))
        {
            await clock.AdvanceAsync(i, Second * (delay - 0.001));
            Assert.Equal(i, starts.Count);
            clock.Advance(Second * 0.001);
        }

        Assert.Empty(await reading);
        Assert.Equal([0, 1, 3, 7, 12, 17], starts);
    }

    [Fact]
    public void Elements_OfASourceThatResumes_AreNeitherLostNorDoubled() => Prop.ForAll<byte[]>(failures => Pace.RunAsync(async () =>
    {
        const int count = 100;
        var left = new Queue<byte>(failures);
        var taken = await RestartSource.OnFailuresWithBackoff<int>(
            point => From(point.HasDelivered ? point.LastDelivered : 0), RestartSettings.Create(Second / 1000, Second / 1000, 0), TimeProvider.System).ToListAsync();
        return taken.SequenceEqual(Enumerable.Range(1, count));

        async IAsyncEnumerable<int> From(int last)
        {
            var good = left.TryDequeue(out var g) ? g % 10 : int.MaxValue;
            for (var i = last + 1; i <= count; i++)
            {
                await Task.Yield();
                yield return good-- > 0 ? i : throw new IOException("gone");
            }
        }
    })).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public async Task WithBackoff_Completion_RestartsToo()
    {
        var clock = new WatchedClock();
        var reading = RestartSource.WithBackoff<int>(static point => new WatchedSource(2).Items().Select(i => (point.Starts * 10) + i), Exact, clock)
            .Take(4).ToListAsync();
        await clock.AdvanceAsync(1, Second);

        Assert.Equal([1, 2, 11, 12], await reading);
    }

    [Fact]
    public async Task Restarts_BeyondTheLimit_EndWithTheLastError()
    {
        var clock = new WatchedClock();
        var starts = 0;
        var reading = RestartSource.WithBackoff<int>(
            _ => throw new IOException($"start {++starts}"), Exact.WithMaxRestarts(2, Second * 60), clock).ToListAsync().AsTask();
        await clock.AdvanceAsync(1, Second);
        await clock.AdvanceAsync(2, Second * 2);

        Assert.Equal("start 3", (await Assert.ThrowsAsync<IOException>(() => reading)).Message);
    }

    [Fact]
    public async Task Source_ThatRanLongEnough_StartsTheCountAnew()
    {
        var clock = new WatchedClock();
        var delays = new List<double>();
        var ended = clock.GetUtcNow();
        var reading = RestartSource.WithBackoff<int>(
            point =>
            {
                delays.Add((clock.GetUtcNow() - ended).TotalSeconds);
                clock.Advance(point.Starts == 2 ? Second * 60 : TimeSpan.Zero);
                ended = clock.GetUtcNow();
                throw new IOException("gone");
            },
            Exact.WithMaxRestarts(3, Second * 30),
            clock).ToListAsync().AsTask();
        foreach (var (delay, i) in new[] { 1, 2, 1, 2, 4 }.Select(static (d, i) => (d, i + 1)))
        {
            await clock.AdvanceAsync(i, Second * delay);
        }

        await Assert.ThrowsAsync<IOException>(() => reading);
        Assert.Equal([0, 1, 2, 1, 2, 4], delays);
    }

    [Fact]
    public async Task Delay_HasARandomShareThatTheSeedDecides()
    {
        var settings = RestartSettings.Create(Second, Second * 5, randomFactor: 0.5) with { Seed = 7 };
        var delays = await DelaysAsync(settings);

        Assert.Equal(delays, await DelaysAsync(settings));
        Assert.NotEqual(delays, await DelaysAsync(settings with { Seed = 8 }));
        Assert.All(delays, static d => Assert.InRange(d, 1, 1.5));

        static async Task<double[]> DelaysAsync(RestartSettings settings)
        {
            var delays = new List<double>();
            for (var seed = settings.Seed; seed < settings.Seed + 3; seed++)
            {
                var clock = new WatchedClock();
                var start = clock.GetUtcNow();
                var reading = RestartSource.OnFailuresWithBackoff<double>(
                    point => point.Starts == 0
                        ? throw new IOException("gone")
                        : new[] { (clock.GetUtcNow() - start).TotalSeconds }.ToAsyncEnumerable(),
                    settings with { Seed = seed },
                    clock).FirstAsync();
                await clock.AdvanceAsync(1, Second / 1000);
                while (!reading.IsCompleted)
                {
                    clock.Advance(Second / 1000);
                    await Task.Yield();
                }

                delays.Add(await reading);
            }

            return [.. delays];
        }
    }

    [Fact]
    public async Task Waiting_Cancelled_StartsNoMore()
    {
        var clock = new WatchedClock();
        var source = new WatchedSource(0, new IOException("gone"));
        using var stop = new CancellationTokenSource();
        var reading = RestartSource.WithBackoff<int>(_ => source.Items(), Exact, clock).ToListAsync(stop.Token).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        clock.Advance(Second * 100);
        Assert.Equal((1, 0), (source.Starts, source.Running));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 1, 1.5)]
    [InlineData(1, 1, double.NaN)]
    public void Settings_OutOfRange_AreRefused(int min, int max, double factor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RestartSettings.Create(Second * min, Second * max, factor));
}
