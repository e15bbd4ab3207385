namespace ActorTrading.Actors.Internal;

internal sealed class ActorStash(ActorCell cell, int capacity) : IStash
{
    private LinkedList<Envelope> _envelopes = new();
    private long _lastStashed;

    public int Count => _envelopes.Count;

    public bool IsEmpty => _envelopes.Count == 0;

    public bool NonEmpty => _envelopes.Count > 0;

    public int Capacity => capacity;

    public bool IsFull => capacity >= 0 && _envelopes.Count >= capacity;

    /// <summary>Where unstashed messages go; by default the front of the mailbox.</summary>
    internal Action<IReadOnlyList<Envelope>>? Target { get; init; }

    public void Stash()
    {
        var message = cell.CurrentMessage ?? throw new IllegalActorStateException("There is no message to stash: no message is being handled.");
        if (_lastStashed == cell.CurrentEnvelopeId)
        {
            throw new IllegalActorStateException($"Can't stash the same message {message} more than once");
        }

        if (IsFull)
        {
            throw new StashOverflowException($"Couldn't enqueue message {message} from {cell.Sender} to stash of {cell.Self}: it holds {capacity}.");
        }

        _lastStashed = cell.CurrentEnvelopeId;
        _envelopes.AddLast(new Envelope(message, cell.Sender));
    }

    public void Unstash()
    {
        if (_envelopes.First is { } first)
        {
            _envelopes.RemoveFirst();
            Release([first.Value]);
        }
    }

    public void UnstashAll() => UnstashAll(static _ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        var all = _envelopes;
        _envelopes = new LinkedList<Envelope>();
        Release([.. all.Where(predicate)]);
    }

    public IEnumerable<Envelope> ClearStash()
    {
        var all = _envelopes;
        _envelopes = new LinkedList<Envelope>();
        return all;
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Reverse())
        {
            _envelopes.AddFirst(envelope);
        }
    }

    private void Release(IReadOnlyList<Envelope> envelopes)
    {
        if (Target is { } target)
        {
            target(envelopes);
        }
        else
        {
            cell.PrependToMailbox(envelopes);
        }
    }
}
