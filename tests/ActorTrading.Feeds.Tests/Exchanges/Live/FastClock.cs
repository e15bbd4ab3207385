namespace ActorTrading.Feeds.Tests.Exchanges.Live;

/// <summary>Real time, several times faster, in every respect: wall clock, time stamps and timers.</summary>
internal sealed class FastClock(DateTimeOffset start, double speed) : TimeProvider
{
    private readonly long _begun = System.GetTimestamp();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => (System.GetElapsedTime(_begun) * speed).Ticks;

    public override DateTimeOffset GetUtcNow() => start.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    private TimeSpan Real(TimeSpan span) => span <= TimeSpan.Zero ? span : span / speed;

    private sealed class FastTimer(ITimer timer, FastClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Real(dueTime), clock.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
