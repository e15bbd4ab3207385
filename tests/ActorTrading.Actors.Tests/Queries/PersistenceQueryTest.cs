using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.Persistence.Query;

namespace ActorTrading.Actors.Tests.Queries;

public sealed class PersistenceQueryTest
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task ReadJournal_OfASystem_GivesWhatItsActorsPersist()
    {
        using var system = ActorSystem.Create("queries");
        var queries = PersistenceQuery.Get(system).ReadJournalFor<IEventsByPersistenceIdQuery>();
        await using var events = queries.EventsByPersistenceId("keeper", 0, 2).GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();
        var actor = system.ActorOf(Props.CreateBy(static () => new Keeper()));

        actor.Tell("first");
        Assert.True(await next.WaitAsync(Wait));
        Assert.Equal(("keeper", 1L, "first"), (events.Current.PersistenceId, events.Current.SequenceNr, events.Current.Event));
        actor.Tell("second");
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(Wait));
        Assert.Equal("second", events.Current.Event);
        Assert.False(await events.MoveNextAsync().AsTask().WaitAsync(Wait));
    }

    [Fact]
    public async Task ReadJournal_IsOnePerSystem_AndOffersAllQueries()
    {
        using var system = ActorSystem.Create("queries");
        var query = PersistenceQuery.Get(system);

        Assert.Same(query, PersistenceQuery.Get(system));
        var journal = query.ReadJournalFor<ReadJournal>();
        Assert.Same(journal, query.ReadJournalFor<IAllEventsQuery>());
        Assert.Same(journal, query.ReadJournalFor<ICurrentPersistenceIdsQuery>());
        Assert.Empty(await journal.CurrentAllEvents(Offset.NoOffset()).ToListAsync());
    }

    [Fact]
    public async Task ReadJournal_OfANamedJournal_GivesWhatActorsWithThatIdPersist()
    {
        var options = new ActorSystemOptions
        {
            Persistence = new PersistenceOptions
            {
                Journals = new Dictionary<string, IJournal> { ["archive"] = new InMemoryJournal(), ["plain"] = new FaultyJournal() },
            },
        };
        using var system = ActorSystem.Create("queries", options);
        var query = PersistenceQuery.Get(system);
        var archive = query.ReadJournalFor<IEventsByPersistenceIdQuery>("archive");
        await using var events = archive.EventsByPersistenceId("keeper", 0, 1).GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();

        system.ActorOf(Props.CreateBy(static () => new Keeper("archive"))).Tell("kept");

        Assert.True(await next.WaitAsync(Wait));
        Assert.Equal("kept", events.Current.Event);
        Assert.Same(archive, query.ReadJournalFor<ReadJournal>("archive"));
        Assert.NotSame(archive, query.ReadJournalFor<ReadJournal>());
        Assert.Same(query.ReadJournalFor<ReadJournal>(), query.ReadJournalFor<ReadJournal>(""));
        Assert.Contains("[nowhere]", Assert.Throws<ArgumentException>(() => query.ReadJournalFor<ReadJournal>("nowhere")).Message, StringComparison.Ordinal);
        Assert.Contains("[plain]", Assert.Throws<ArgumentException>(() => query.ReadJournalFor<ReadJournal>("plain")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Offsets_CompareByTheirNumber()
    {
        Assert.Equal(Offset.Sequence(7), Offset.Sequence(7));
        Assert.NotEqual(Offset.Sequence(7), Offset.Sequence(8));
        Assert.True(new Sequence(7) < new Sequence(8));
        Assert.Same(Offset.NoOffset(), NoOffset.Instance);
    }

    private sealed class Keeper : ReceivePersistentActor
    {
        public Keeper(string? journal = null)
        {
            JournalPluginId = journal;
            CommandAny(m => Persist(m, static _ => { }));
        }

        public override string PersistenceId => "keeper";
    }
}
