using ActorTrading.Actors.TestKit.Simulated;

namespace ActorTrading.Actors.Tests.Supervising;

/// <summary>What happened to all actors and messages of one <see cref="UnrulyNode"/> tree, and what must not have.</summary>
internal sealed class Ledger(Simulation simulation)
{
    private readonly HashSet<(IActorRef Watcher, IActorRef Subject)> _watches = [];
    private readonly HashSet<int> _open = [];
    private readonly HashSet<IActorRef> _failed = [];
    private readonly List<string> _violations = [];
    private int _lastMessage;

    /// <summary>Over: from here on nodes only answer.</summary>
    public bool IsCalm { get; set; }

    public List<IActorRef> Everybody { get; } = [];

    public HashSet<IActorRef> Answered { get; } = [];

    public int Restarts { get; set; }

    public int Failures { get; private set; }

    public bool Chance(double probability) => !IsCalm && simulation.Random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[simulation.Random.Next(from.Count)];

    public Order NewOrder()
    {
        _open.Add(++_lastMessage);
        return new Order(_lastMessage);
    }

    public void Handled(Order order, IActorRef by)
    {
        Check(_open.Remove(order.Number), $"{by} handled {order} twice");
        Check(!_failed.Contains(by), $"{by} handled {order} while its failure is undecided");
    }

    public void DeadLetter(Order order) => Check(_open.Remove(order.Number), $"{order} became a dead letter though it was handled");

    public UnrulyException Fails(IActorRef actor, string where)
    {
        Failures++;
        _failed.Add(actor);
        simulation.Note($"{actor} fails in its {where}");
        return new UnrulyException(where);
    }

    /// <summary>A failure that came up through others concerns all on the way.</summary>
    public Directive Decide(IActorRef supervisor, IActorRef child, Directive directive)
    {
        simulation.Note($"{supervisor} decides about {child}: {directive}");
        if (directive == Directive.Escalate)
        {
            _failed.Add(supervisor);
        }

        Decided(child);
        return directive;
    }

    public void Decided(IActorRef child) => _failed.RemoveWhere(f => f.Equals(child) || IsBelow(f, child));

    /// <summary>For another's failure, maybe: that of a handler that was still under way is no longer anybody's concern.</summary>
    public void Replaced(IActorRef actor) => _failed.Remove(actor);

    public void Watching(IActorRef watcher, IActorRef subject)
    {
        if (!watcher.Equals(subject))
        {
            _watches.Add((watcher, subject));
        }
    }

    public void NotWatching(IActorRef watcher, IActorRef subject) => _watches.Remove((watcher, subject));

    public void Told(IActorRef watcher, IActorRef subject) =>
        Check(_watches.Remove((watcher, subject)), $"{watcher} was told of {subject}, which it does not watch any more or was told of before");

    /// <summary>Not thrown where it is found: there it would be one failure of an actor among many.</summary>
    public void Check(bool holds, string violation)
    {
        if (!holds)
        {
            _violations.Add(violation);
        }
    }

    /// <summary>Nothing moves any more.</summary>
    public void MustBeSettled(IActorRef root)
    {
        Assert.True(_violations.Count == 0, string.Join(Environment.NewLine, _violations));
        var living = Everybody.Where(a => !((IInternalActorRef)a).IsTerminated).ToHashSet();
        Assert.Equal(living, Tree((Internal.InternalActorRef)root).ToHashSet());
        var untold = _watches.Where(w => living.Contains(w.Watcher) && !living.Contains(w.Subject));
        Assert.Empty(untold);
        Assert.Equal(living, Answered);
        Assert.Empty(_open);
    }

    private static IEnumerable<IActorRef> Tree(Internal.InternalActorRef top) => top.GetChildRefs().SelectMany(Tree).Prepend(top);

    private static bool IsBelow(IActorRef actor, IActorRef above)
    {
        for (var path = actor.Path; path.Depth > 0; path = path.Parent)
        {
            if (path.Equals(above.Path))
            {
                return true;
            }
        }

        return false;
    }

    internal sealed record Order(int Number);

    internal sealed class UnrulyException(string where) : Exception(where);
}
