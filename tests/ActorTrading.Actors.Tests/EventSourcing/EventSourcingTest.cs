using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.EventSourcing;

/// <summary>A system with a journal that fails on command and a clock that is turned by hand.</summary>
public abstract class EventSourcingTest : TestKit.TestKit
{
    private protected EventSourcingTest(Func<PersistenceOptions, PersistenceOptions>? change = null)
        : this(new FaultyJournal(), new FaultySnapshots(), new ManualTimeProvider(), change)
    {
    }

    private EventSourcingTest(
        FaultyJournal journal, FaultySnapshots snapshots, ManualTimeProvider clock, Func<PersistenceOptions, PersistenceOptions>? change)
        : base(new ActorSystemOptions
        {
            TimeProvider = clock,
            Persistence = (change ?? (static o => o))(new PersistenceOptions { Journal = journal, SnapshotStore = snapshots }),
        })
    {
        Journal = journal;
        Snapshots = snapshots;
        Clock = clock;
    }

    internal FaultyJournal Journal { get; }

    internal FaultySnapshots Snapshots { get; }

    internal ManualTimeProvider Clock { get; }

    internal IActorRef Start(Func<Acting> make) => Sys.ActorOf(Props.CreateBy(make));

    internal IActorRef StartUnder(Directive directive, Func<Acting> make) =>
        Sys.ActorOf(Props.CreateBy(() => new Parent(Props.CreateBy(make), TestActor, directive)));

    /// <summary>What the id's log holds, oldest first.</summary>
    internal string[] Stored(string id) => [.. Journal.ReplayAsync(id, 1, long.MaxValue, long.MaxValue).ToBlockingEnumerable().Select(e => (string)e.Payload)];

    /// <summary>Stores events as an actor of that id would.</summary>
    internal void Given(string id, params string[] events)
    {
        var actor = Start(() => new Acting(id)
        {
            OnCommand = static (self, message) => self.PersistAll((string[])message, static _ => { }, () => self.From.Tell("given")),
        });
        actor.Tell(events, TestActor);
        ExpectMsg("given");
        StopAndWait(actor);
    }

    internal void StopAndWait(IActorRef actor)
    {
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Unwatch(actor);
    }
}
