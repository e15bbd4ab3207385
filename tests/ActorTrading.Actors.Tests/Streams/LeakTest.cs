using ActorTrading.Actors.Streams;

namespace ActorTrading.Actors.Tests.Streams;

public sealed class LeakTest
{
    /// <summary>Every operator in one line, left early, cancelled, or failed at a random place: no source runs on and no exception is left unseen.</summary>
    [Fact]
    public async Task Pipelines_EndedAnyWay_LeaveNothingBehind()
    {
        var unseen = new List<Exception>();
        void OnUnseen(object? sender, UnobservedTaskExceptionEventArgs e)
        {
            lock (unseen)
            {
                unseen.AddRange(e.Exception.InnerExceptions.Where(static x => x is LeakException));
            }
        }

        TaskScheduler.UnobservedTaskException += OnUnseen;
        try
        {
            for (var seed = 0; seed < 120; seed++)
            {
                await RunAsync(seed);
            }

            for (var i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= OnUnseen;
        }

        Assert.Empty(unseen);
    }

    private static async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        var failAt = random.Next(3) == 0 ? random.Next(1, 200) : int.MaxValue;
        var callFailsAt = random.Next(3) == 0 ? random.Next(1, 200) : int.MaxValue;
        var leaveAt = random.Next(3) == 0 ? random.Next(1, 40) : int.MaxValue;
        var pace = new byte[random.Next(20)];
        random.NextBytes(pace);
        WatchedSource[] sources = [new(200) { Before = Pace.Of(pace) }, new(failAt == int.MaxValue ? 150 : failAt, failAt == int.MaxValue ? null : new LeakException())];
        using var stop = new CancellationTokenSource();
        var underWay = 0;
        var groups = 0;
        var stream = sources.Select(static s => s.Items()).Merge()
            .Buffer(random.Next(1, 20))
            .SelectAsyncPartitioned(3, 9, static i => i % 5, CallAsync)
            .SelectAsync(3, CallAsync)
            .Throttle(1000, TimeSpan.FromMilliseconds(1), 1000, ThrottleMode.Shaping, TimeProvider.System)
            .ViaKillSwitch(KillSwitches.Single())
            .GroupedWithin(7, TimeSpan.FromMilliseconds(1), TimeProvider.System)
            .Buffer(2);
        if (random.Next(3) == 0)
        {
            stop.CancelAfter(random.Next(0, 5));
        }

        try
        {
            await foreach (var _ in stream.WithCancellation(stop.Token))
            {
                if (++groups == leaveAt)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is LeakException or OperationCanceledException)
        {
            Assert.True(e is LeakException || stop.IsCancellationRequested);
        }

        Assert.All(sources, static s => Assert.Equal(0, s.Running));
        Assert.Equal(0, Volatile.Read(ref underWay));

        async Task<int> CallAsync(int i, CancellationToken token)
        {
            Interlocked.Increment(ref underWay);
            try
            {
                await Pace.Of(pace)(i);
                token.ThrowIfCancellationRequested();
                return i == callFailsAt ? throw new LeakException() : i;
            }
            finally
            {
                Interlocked.Decrement(ref underWay);
            }
        }
    }

    private sealed class LeakException : Exception;
}
