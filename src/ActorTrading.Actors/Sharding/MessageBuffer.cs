namespace ActorTrading.Actors.Sharding;

/// <summary>Messages that wait, oldest first.</summary>
internal sealed class MessageBuffer
{
    private List<Envelope> _envelopes = [];

    public int Count => _envelopes.Count;

    public void Add(object message, IActorRef sender) => _envelopes.Add(new Envelope(message, sender));

    public void AddRange(List<Envelope> envelopes) => _envelopes.AddRange(envelopes);

    /// <summary>Puts messages in front: they came before those that wait here.</summary>
    public void Prepend(List<Envelope> older) => _envelopes.InsertRange(0, older);

    /// <summary>Everything, and the buffer is empty.</summary>
    public List<Envelope> TakeAll()
    {
        var all = _envelopes;
        _envelopes = [];
        return all;
    }
}
