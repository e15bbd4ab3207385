namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>The simulation's virtual time as one host sees it: its timers die with it.</summary>
internal sealed class SimulatedClock(Timeline timeline, Host? host) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => timeline.Now;

    public override long GetTimestamp() => timeline.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(timeline, host, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
