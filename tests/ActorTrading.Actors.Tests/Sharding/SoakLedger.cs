using ActorTrading.Actors.Event;
using ActorTrading.Actors.Sharding;

namespace ActorTrading.Actors.Tests.Sharding;

/// <summary>What was sent, what became of it, and who is alive; complains as soon as something is not as promised.</summary>
internal sealed class SoakLedger(bool checkOrder)
{
    private readonly HashSet<int> _delivered = [];
    private readonly HashSet<int> _dead = [];
    private readonly Dictionary<(string Sender, string EntityId), int> _last = [];
    private readonly Dictionary<string, IActorRef> _alive = new(StringComparer.Ordinal);
    private int _sent;

    public List<string> Errors { get; } = [];

    public IEnumerable<string> Alive => _alive.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<int> Missing => Enumerable.Range(0, _sent).Where(n => !_delivered.Contains(n) && !_dead.Contains(n));

    public int Dead => _dead.Count;

    public SoakMessage Next(string sender, string entityId, string verb) => new(_sent++, sender, entityId, verb);

    public void Up(string id, IActorRef self)
    {
        if (!_alive.TryAdd(id, self))
        {
            Errors.Add($"{id} is alive twice: {_alive[id]} and {self}");
        }
    }

    public void Down(string id, IActorRef self)
    {
        if (!_alive.Remove(id, out var known) || !known.Equals(self))
        {
            Errors.Add($"{id} went down as {self}, known was {known}");
        }
    }

    public void Received(string id, IActorRef self, SoakMessage message)
    {
        if (message.EntityId != id)
        {
            Errors.Add($"{message} reached {id}");
        }

        if (!_alive.TryGetValue(id, out var known) || !known.Equals(self))
        {
            Errors.Add($"{message} reached {self}, alive is {known}");
        }

        if (!_delivered.Add(message.Number) || _dead.Contains(message.Number))
        {
            Errors.Add($"{message} came twice");
        }

        if (checkOrder && _last.TryGetValue((message.Sender, id), out var last) && last > message.Number)
        {
            Errors.Add($"{message} came after {last}");
        }

        _last[(message.Sender, id)] = message.Number;
    }

    public void Died(DeadLetter letter)
    {
        var message = letter.Message is ShardingEnvelope envelope ? envelope.Message : letter.Message;
        if (message is SoakMessage soak && (!_dead.Add(soak.Number) || _delivered.Contains(soak.Number)))
        {
            Errors.Add($"{soak} is a dead letter though it was delivered or is one already");
        }
    }
}
