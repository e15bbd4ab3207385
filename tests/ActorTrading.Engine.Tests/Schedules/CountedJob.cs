using ActorTrading.Engine.Schedules;

namespace ActorTrading.Engine.Tests.Schedules;

/// <summary>Counts its runs; fails or hangs where told to.</summary>
internal sealed class CountedJob(string name) : IJob
{
    private int _runs;
    private int _cancelled;

    public string Name => name;

    public int Runs => Volatile.Read(ref _runs);

    public int Cancelled => Volatile.Read(ref _cancelled);

    public bool Fail { get; set; }

    public bool Hang { get; set; }

    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        var run = Interlocked.Increment(ref _runs);
        if (Hang)
        {
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref _cancelled);
                throw;
            }
        }

        return Fail ? throw new InvalidOperationException("the disk is full") : $"run {run}";
    }
}
