namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>The states of a connection, the last hundred.</summary>
internal sealed class ConnectionJournal(TimeProvider time)
{
    private const int Kept = 100;

    private readonly Queue<StateChange> _changes = new([new StateChange(ConnectionState.Connecting, time.GetUtcNow(), "started")]);

    public StateChange Last { get; private set; } = new(ConnectionState.Connecting, time.GetUtcNow(), "started");

    public IReadOnlyList<StateChange> Changes => [.. _changes];

    /// <returns>Whether it is another state than before.</returns>
    public bool Note(ConnectionState state, string reason)
    {
        if (state == Last.State)
        {
            return false;
        }

        if (_changes.Count == Kept)
        {
            _changes.Dequeue();
        }

        Last = new StateChange(state, time.GetUtcNow(), reason);
        _changes.Enqueue(Last);
        return true;
    }
}
