using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Tests.EventSourcing;

public sealed class EventAdapterTest : EventSourcingTest
{
    public EventAdapterTest()
        : base(static options => options with
        {
            EventAdapters = EventAdapters.None
                .Bind<IPriced>(new Rounding())
                .Bind<Exact>(IdentityEventAdapter.Instance)
                .Bind<Split>(new Halves(), new Sum())
                .Bind<Dropped>(new Forgetting())
                .Bind<Broken>(new Failing()),
        })
    {
    }

    private interface IPriced
    {
        decimal Price { get; }
    }

    [Fact]
    public void WrittenEvents_GoThroughTheAdapterOfTheirMostDerivedType_TheHandlerSeesTheOriginal()
    {
        var actor = Persister();

        actor.Tell(new Priced(1.26m), TestActor);
        actor.Tell(new Exact(1.26m), TestActor);

        ExpectMsg(new Priced(1.26m));
        ExpectMsg(new Exact(1.26m));
        var stored = Journal.ReplayAsync("a", 1, 9, 9).ToBlockingEnumerable().ToArray();
        Assert.Equal([new Rounded(1.3m), new Exact(1.26m)], stored.Select(static e => e.Payload));
        Assert.Equal(["to one digit", ""], stored.Select(static e => e.Manifest));
        Assert.Equal(["priced"], stored[0].Tags);
    }

    [Fact]
    public void ReplayedEvents_ComeFromAllAdaptersOfTheirType_UnderOneNumber()
    {
        var actor = Persister();
        foreach (var e in new object[] { new Split(4, 6), new Dropped(), new Exact(2) })
        {
            actor.Tell(e, TestActor);
            ExpectMsg(e);
        }

        StopAndWait(actor);

        Start(() => new Acting("a")
        {
            OnRecover = (self, message) =>
            {
                TestActor.Tell($"{message}@{self.LastSequenceNr}");
                return true;
            },
            OnCommand = static (_, _) => { },
        });

        Assert.Equal(["4@1", "6@1", "10@1", "Exact { Price = 2 }@3", "<RecoveryCompleted>@3"], ReceiveN(5).Cast<string>());
    }

    [Fact]
    public void ThrowingAdapter_FailsTheWriteOrTheRecovery()
    {
        var actor = Persister();
        Watch(actor);

        actor.Tell(new Broken(), TestActor);

        ExpectMsg("failure to journal");
        ExpectTerminated(actor);
    }

    [Fact]
    public void SecondAdapterOfAType_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => EventAdapters.None.Bind<Exact>(IdentityEventAdapter.Instance).Bind<Exact>(new Halves()));

        Assert.Contains("Exact has an event adapter already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sequences_AreEqualWhenTheirEventsAre()
    {
        Assert.Equal(new SingleEventSequence(new Exact(1)), EventSequence.Single(new Exact(1)));
        Assert.NotEqual(new SingleEventSequence(new Exact(1)), EventSequence.Single(new Exact(2)));
        Assert.True(new SingleEventSequence("a").Equals(EventSequence.Create("a")));
        Assert.False(new SingleEventSequence("a").Equals(EventSequence.Empty));
        Assert.Equal(new EmptyEventSequence(), EventSequence.Empty);
        Assert.Null(Assert.Single(EventSequence.Single(null!).Events));
    }

    private IActorRef Persister() => Start(() => new Acting("a")
    {
        OnRecover = static (_, _) => true,
        OnTrouble = static (self, kind, cause, _) => self.From.Tell($"{kind} {cause.Message}"),
        OnCommand = static (self, message) => self.Persist(message, self.From.Tell),
    });

    private sealed record Priced(decimal Price) : IPriced;

    private sealed record Exact(decimal Price) : IPriced;

    private sealed record Rounded(decimal Price);

    private sealed record Split(int First, int Second);

    private sealed record Dropped;

    private sealed record Broken;

    private sealed class Rounding : IEventAdapter
    {
        public string Manifest(object evt) => "to one digit";

        public object ToJournal(object evt) => new Tagged(new Rounded(Math.Round(((IPriced)evt).Price, 1)), ["priced"]);

        public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single(evt);
    }

    private sealed class Halves : IReadEventAdapter
    {
        public IEventSequence FromJournal(object evt, string manifest) => evt is Split s ? EventSequence.Create(s.First, s.Second) : EventSequence.Empty;
    }

    private sealed class Sum : IReadEventAdapter
    {
        public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single(((Split)evt).First + ((Split)evt).Second);
    }

    private sealed class Forgetting : IReadEventAdapter
    {
        public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Empty;
    }

    private sealed class Failing : IWriteEventAdapter
    {
        public object ToJournal(object evt) => throw new InvalidOperationException("to journal");
    }
}
