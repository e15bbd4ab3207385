namespace ActorTrading.Actors;

/// <summary>A child as its supervisor sees it: how often it was restarted, and since when that is counted.</summary>
public sealed class ChildRestartStats
{
    private readonly TimeProvider _clock;
    private long _windowStart;
    private bool _windowOpen;

    internal ChildRestartStats(Internal.InternalActorRef child, TimeProvider clock)
    {
        ChildRef = child;
        _clock = clock;
    }

    /// <summary>The child; its reference stays the same over restarts.</summary>
    public IInternalActorRef Child => ChildRef;

    /// <summary>Tells this child from a later one of the same name.</summary>
    public long Uid => ChildRef.Path.Uid;

    /// <summary>Restarts asked for in the window under way, or in the whole life where there is no window.</summary>
    public int MaxNrOfRetriesCount { get; private set; }

    internal Internal.InternalActorRef ChildRef { get; }

    /// <summary>May the child be restarted? Counts the restart.</summary>
    /// <param name="maxNrOfRetries">Below 0 = no limit, 0 = never.</param>
    /// <param name="withinTimeMilliseconds">Window of the limit; 0 or less = the whole life. A window without a limit permits one restart in it.</param>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0)
        {
            return false;
        }

        if (withinTimeMilliseconds <= 0)
        {
            MaxNrOfRetriesCount++;
            return maxNrOfRetries < 0 || MaxNrOfRetriesCount <= maxNrOfRetries;
        }

        var now = _clock.GetTimestamp();
        if (_windowOpen && _clock.GetElapsedTime(_windowStart, now) <= TimeSpan.FromMilliseconds(withinTimeMilliseconds))
        {
            MaxNrOfRetriesCount++;
            return MaxNrOfRetriesCount <= (maxNrOfRetries < 0 ? 1 : maxNrOfRetries);
        }

        (_windowOpen, _windowStart, MaxNrOfRetriesCount) = (true, now, 1);
        return true;
    }
}
