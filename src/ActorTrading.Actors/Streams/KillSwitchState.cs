namespace ActorTrading.Actors.Streams;

/// <summary>Whether a switch was used, and how.</summary>
internal sealed class KillSwitchState
{
    private readonly CancellationTokenSource _used = new();
    private int _decided;

    /// <summary>Cancelled when the switch is used.</summary>
    public CancellationToken Used => _used.Token;

    /// <summary>Null: shut down, or not used yet.</summary>
    public Exception? Cause { get; private set; }

    public void End(Exception? cause)
    {
        if (Interlocked.Exchange(ref _decided, 1) == 0)
        {
            Cause = cause;
            _used.Cancel();
        }
    }
}
