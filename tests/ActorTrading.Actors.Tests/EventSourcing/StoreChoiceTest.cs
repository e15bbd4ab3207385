using ActorTrading.Actors.Event;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Tests.EventSourcing;

public sealed class StoreChoiceTest : EventSourcingTest
{
    private readonly InMemoryJournal _second;

    public StoreChoiceTest()
        : this(new InMemoryJournal())
    {
    }

    private StoreChoiceTest(InMemoryJournal second)
        : base(options => options with
        {
            Journals = new Dictionary<string, IJournal> { ["second"] = second },
            InternalStashOverflowStrategy = DiscardToDeadLetterStrategy.Instance,
        })
    {
        _second = second;
    }

    [Fact]
    public async Task JournalPluginId_ChoosesTheJournal()
    {
        var one = Start(() => new Acting("a") { OnCommand = Persist });
        var two = Start(() => new Acting("a", journal: "second") { OnCommand = Persist });

        one.Tell("x", TestActor);
        ExpectMsg("x@1");
        two.Tell("y", TestActor);
        ExpectMsg("y@1");

        Assert.Equal(["x"], Stored("a"));
        Assert.Equal("y", Assert.Single(await _second.ReplayAsync("a", 1, 9, 9).ToListAsync()).Payload);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void UnknownPluginId_FailsTheCreation(int which)
    {
        Sys.EventStream.Subscribe<Error>(TestActor);

        Start(() => new Acting("a", which == 0 ? "third" : null, which == 1 ? "third" : null) { OnCommand = Persist });

        Assert.Contains("There is no persistence plugin [third]", ExpectMsg<Error>().Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void FullInternalStash_DiscardsToDeadLetters_ByTheSystemsStrategy()
    {
        Sys.EventStream.Subscribe<DeadLetter>(TestActor);
        var actor = FullWhilePersisting(null);

        Assert.Equal("3", ExpectMsg<DeadLetter>().Message);
        Journal.ReleaseWrites();

        Assert.Equal(["0@1", "1@2", "2@3"], ReceiveN(3).Cast<string>());
        Sys.Stop(actor);
    }

    [Fact]
    public void FullInternalStash_RepliesToTheSender()
    {
        FullWhilePersisting(new ReplyToStrategy("full"));

        ExpectMsg("full");
        Journal.ReleaseWrites();

        Assert.Equal(["0@1", "1@2", "2@3"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void FullInternalStash_FailsTheActor()
    {
        Sys.EventStream.Subscribe<Error>(TestActor);

        FullWhilePersisting(ThrowOverflowExceptionStrategy.Instance);

        Assert.IsType<StashOverflowException>(ExpectMsg<Error>().Cause);
        Journal.ReleaseWrites();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(long.MaxValue, true)]
    public void DeleteMessages_UpToTheLastNumberOnly(long to, bool deletes)
    {
        Given("a", "x", "y");
        var actor = Start(() => new Acting("a") { OnCommand = Delete });

        actor.Tell(to, TestActor);

        if (deletes)
        {
            Assert.Equal(Math.Min(to, 2), ExpectMsg<DeleteMessagesSuccess>().ToSequenceNr);
            Assert.Equal((int)Math.Max(0, 2 - to), Stored("a").Length);
        }
        else
        {
            var failure = ExpectMsg<DeleteMessagesFailure>();
            Assert.Equal(to, failure.ToSequenceNr);
            Assert.Contains("must be less than or equal to LastSequenceNr [2]", failure.Cause.Message, StringComparison.Ordinal);
            Assert.Equal(["x", "y"], Stored("a"));
        }
    }

    [Fact]
    public void Timers_OfAStoringActor_AreNotLost()
    {
        var actor = Start(() => new Acting("a")
        {
            OnCommand = (self, message) =>
            {
                if (message is "tick")
                {
                    TestActor.Tell("ticked");
                    return;
                }

                self.Timers.StartSingleTimer("key", "tick", TimeSpan.FromSeconds(1));
                self.Persist((string)message, self.From.Tell);
            },
        });
        Journal.HoldWrites();
        actor.Tell("x", TestActor);
        AwaitCondition(() => !Journal.WriteSizes.IsEmpty);
        Clock.Advance(TimeSpan.FromSeconds(1));

        Journal.ReleaseWrites();

        Assert.Equal(["x", "ticked"], ReceiveN(2).Cast<string>());
    }

    private static void Persist(Acting self, object message) =>
        self.Persist((string)message, e => self.From.Tell($"{e}@{self.LastSequenceNr}"));

    private void Delete(Acting self, object message)
    {
        if (message is long to)
        {
            self.DeleteMessages(to);
        }
        else
        {
            TestActor.Tell(message);
        }
    }

    private IActorRef FullWhilePersisting(IStashOverflowStrategy? overflow)
    {
        var actor = Sys.ActorOf(Props.CreateBy(() => new Acting("a") { Overflow = overflow, OnCommand = Persist }).WithStashCapacity(2));
        Journal.HoldWrites();
        actor.Tell("0", TestActor);
        AwaitCondition(() => !Journal.WriteSizes.IsEmpty);
        for (var i = 1; i <= 3; i++)
        {
            actor.Tell($"{i}", TestActor);
        }

        return actor;
    }
}
