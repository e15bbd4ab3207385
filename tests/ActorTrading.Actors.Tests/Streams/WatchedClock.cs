using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Streams;

/// <summary>A manual clock that tells how many waits were begun, so that a test moves it only once somebody waits.</summary>
internal sealed class WatchedClock : TimeProvider
{
    private readonly ManualTimeProvider _manual = new();
    private int _timers;

    public int Timers => Volatile.Read(ref _timers);

    public override long TimestampFrequency => _manual.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _manual.GetUtcNow();

    public override long GetTimestamp() => _manual.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _manual.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _timers);
        return timer;
    }

    public void Advance(TimeSpan offset) => _manual.Advance(offset);

    /// <summary>Moves the clock once the wait of that number, from 1, has begun.</summary>
    public async Task AdvanceAsync(int timer, TimeSpan offset)
    {
        await ActorTrading.Tests.Eventually.TrueAsync(() => Timers >= timer, $"wait {timer} begins");
        Advance(offset);
    }
}
