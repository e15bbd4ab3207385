using ActorTrading.Actors.Streams;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Actors.Tests.Streams;

public sealed class BufferTest
{
    public static TheoryData<OverflowStrategy, int[]> Overflows => new()
    {
        // Ten elements into a buffer of four before anybody takes one.
        { OverflowStrategy.DropHead, [7, 8, 9, 10] },
        { OverflowStrategy.DropTail, [1, 2, 3, 10] },
        { OverflowStrategy.DropNew, [1, 2, 3, 4] },
        { OverflowStrategy.DropBuffer, [9, 10] },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Backpressure_UnderAnyPace_LosesNothing(int size) => Prop.ForAll<byte[], byte[]>((source, consumer) =>
        Pace.RunAsync(async () =>
        {
            const int count = 300;
            var watched = new WatchedSource(count) { Before = Pace.Of(source) };
            var taken = new List<int>();
            await foreach (var item in watched.Items().Buffer(size))
            {
                taken.Add(item);
                await Pace.Of(consumer)(item);
            }

            return taken.SequenceEqual(Enumerable.Range(1, count)) && watched.Running == 0;
        })).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public async Task Backpressure_FastBothSides_HandsOverEverything()
    {
        const int count = 500_000;
        var next = 0;
        await foreach (var item in new WatchedSource(count).Items().Buffer(64))
        {
            Assert.Equal(++next, item);
        }

        Assert.Equal(count, next);
    }

    [Fact]
    public async Task Backpressure_RunsAheadOnlySoFar()
    {
        var source = new WatchedSource();
        await using var items = source.Items().Buffer(4).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());

        await ActorTrading.Tests.Eventually.TrueAsync(() => source.Given >= 5, "the source runs ahead");

        // Four in the buffer, one in hand, one with the consumer.
        Assert.InRange(source.Given, 5, 6);
    }

    [Theory]
    [MemberData(nameof(Overflows))]
    public async Task Dropping_Full_LosesWhatItsNameSays(OverflowStrategy strategy, int[] kept)
    {
        var first = new TaskCompletionSource();
        var source = new WatchedSource(11, neverEnds: true) { Before = i => i == 2 ? first.Task : Task.CompletedTask };
        await using var items = source.Items().Select(static i => i - 1).Buffer(4, strategy).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());
        first.SetResult();
        await ActorTrading.Tests.Eventually.TrueAsync(() => source.Given == 11, "the source is never held up");

        // The eleventh is given, but its way into the buffer may take a moment.
        await Task.Delay(20);
        var rest = new List<int>();
        while (rest.Count < kept.Length && await items.MoveNextAsync())
        {
            rest.Add(items.Current);
        }

        Assert.Equal(kept, rest);
    }

    [Fact]
    public async Task Fail_Full_TellsAfterWhatIsBuffered()
    {
        var first = new TaskCompletionSource();
        var source = new WatchedSource { Before = i => i == 2 ? first.Task : Task.CompletedTask };
        await using var items = source.Items().Buffer(3, OverflowStrategy.Fail).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());
        first.SetResult();
        await ActorTrading.Tests.Eventually.TrueAsync(() => source.Running == 0, "the source is released");

        for (var i = 2; i <= 4; i++)
        {
            Assert.True(await items.MoveNextAsync());
            Assert.Equal(i, items.Current);
        }

        await Assert.ThrowsAsync<BufferOverflowException>(() => items.MoveNextAsync().AsTask());
    }

    [Fact]
    public async Task Source_Fails_ErrorComesAfterTheLastElement()
    {
        var taken = new List<int>();
        var error = await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var item in new WatchedSource(3, new IOException("gone")).Items().Buffer(10))
            {
                taken.Add(item);
            }
        });

        Assert.Equal("gone", error.Message);
        Assert.Equal([1, 2, 3], taken);
    }

    [Theory]
    [InlineData(OverflowStrategy.Backpressure)]
    [InlineData(OverflowStrategy.DropHead)]
    public async Task Consumer_Leaves_SourceHasEnded(OverflowStrategy strategy)
    {
        var source = new WatchedSource();
        await foreach (var item in source.Items().Buffer(4, strategy))
        {
            if (item >= 10)
            {
                break;
            }
        }

        Assert.Equal(1, source.Starts);
        Assert.Equal(0, source.Running);
    }

    [Fact]
    public async Task Consumer_Cancels_SourceHasEnded()
    {
        var source = new WatchedSource(3, neverEnds: true);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in source.Items().Buffer(4).WithCancellation(stop.Token))
            {
                if (item == 3)
                {
                    stop.CancelAfter(TimeSpan.FromMilliseconds(5));
                }
            }
        });

        Assert.Equal(0, source.Running);
    }

    [Fact]
    public async Task Consumer_LeavesASourceThatFailsToClose_IsTold()
    {
        var items = FailsToClose().Buffer(1).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());

        await Assert.ThrowsAsync<IOException>(() => items.DisposeAsync().AsTask());

        static async IAsyncEnumerable<int> FailsToClose()
        {
            await using var closing = new Unclosable();
            for (var i = 0; ; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Size_NotAboveZero_IsRefused(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WatchedSource().Items().Buffer(size));

    private sealed class Unclosable : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => throw new IOException("does not close");
    }
}
