namespace ActorTrading.FakeExchange;

/// <summary>A clock that begins anywhere and runs as fast as it is told, in every respect: at 60 a minute of the market is a second here.</summary>
/// <param name="start">What it shows now.</param>
/// <param name="speed">Above 0; 1 is real time.</param>
public sealed class RunningClock(DateTimeOffset start, double speed = 1) : TimeProvider
{
    private readonly long _begun = System.GetTimestamp();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => (System.GetElapsedTime(_begun) * speed).Ticks;

    public override DateTimeOffset GetUtcNow() => start.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new RunningTimer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    private TimeSpan Real(TimeSpan span) => span <= TimeSpan.Zero ? span : span / speed;

    private sealed class RunningTimer(ITimer timer, RunningClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Real(dueTime), clock.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
