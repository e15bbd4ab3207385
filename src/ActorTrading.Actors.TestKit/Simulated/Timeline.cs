namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>Virtual time and the timers set on it.</summary>
internal sealed class Timeline(Simulation simulation, DateTimeOffset start)
{
    private readonly PriorityQueue<(SimulatedTimer Timer, int Setting), (DateTimeOffset Due, long Order)> _timers = new();
    private long _order;

    public DateTimeOffset Now { get; private set; } = start;

    public void Add(SimulatedTimer timer)
    {
        if (simulation.IsOnItsThread("a timer was set"))
        {
            _timers.Enqueue((timer, timer.Setting), (timer.Due, ++_order));
        }
    }

    public void JumpTo(DateTimeOffset when) => Now = when > Now ? when : Now;

    /// <summary>When the next timer is due; null when none is set.</summary>
    public DateTimeOffset? NextDue()
    {
        while (_timers.TryPeek(out var next, out var key))
        {
            if (IsSet(next))
            {
                return key.Due;
            }

            _timers.Dequeue();
        }

        return null;
    }

    public bool TryTakeDue(out SimulatedTimer timer)
    {
        if (NextDue() is { } due && due <= Now)
        {
            timer = _timers.Dequeue().Timer;
            return true;
        }

        timer = null!;
        return false;
    }

    private static bool IsSet((SimulatedTimer Timer, int Setting) entry) =>
        entry.Timer.Setting == entry.Setting && entry.Timer.Host is not { IsDead: true };
}
