namespace ActorTrading.Actors.Internal;

/// <summary>How often a child was restarted, and since when that is counted.</summary>
internal sealed class ChildStats(InternalActorRef child, TimeProvider clock)
{
    private int _retries;
    private long _windowStart;
    private bool _windowOpen;

    public InternalActorRef Child { get; } = child;

    /// <param name="maxRetries">-1 = no limit, 0 = never.</param>
    /// <param name="window">Zero or less = no window.</param>
    public bool RequestRestartPermission(int maxRetries, TimeSpan window)
    {
        if (maxRetries == 0)
        {
            return false;
        }

        if (window <= TimeSpan.Zero)
        {
            _retries++;
            return maxRetries < 0 || _retries <= maxRetries;
        }

        var allowed = maxRetries < 0 ? 1 : maxRetries;
        var now = clock.GetTimestamp();
        if (!_windowOpen)
        {
            (_windowOpen, _windowStart, _retries) = (true, now, 1);
            return true;
        }

        if (clock.GetElapsedTime(_windowStart, now) <= window)
        {
            _retries++;
            return _retries <= allowed;
        }

        (_windowStart, _retries) = (now, 1);
        return true;
    }
}
