using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Tests;

public sealed class TaggingTest
{
    [Fact]
    public async Task WriteEventAdapter_TaggedResult_StoresPayloadAndTags_TheHandlerSeesTheEvent()
    {
        var journal = new InMemoryJournal();
        var system = ActorSystem.Create("tags", new ActorSystemOptions
        {
            Persistence = new PersistenceOptions { Journal = journal, WriteEventAdapter = new Tagger() },
        });
        var actor = system.ActorOf(Props.CreateBy(() => new Echo()));

        Assert.Equal("hello", await actor.Ask<string>("hello", TimeSpan.FromSeconds(5)));

        var stored = Assert.Single(await journal.ReplayAsync("echo", 1, long.MaxValue, long.MaxValue).ToListAsync());
        Assert.Equal("hello", stored.Payload);
        Assert.Equal(["greeting"], stored.Tags);
        Assert.Equal(1, stored.Ordering);
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void TagNamedTwice_CountsOnce_AndTheCallersListDoesNotReachIn()
    {
        List<string> tags = ["b", "a", "b"];
        var tagged = new Tagged("event", tags);
        tags.Clear();

        Assert.Equal(["a", "b"], tagged.Tags);
    }

    private sealed class Tagger : IWriteEventAdapter
    {
        public object ToJournal(object evt) => new Tagged(evt, ["greeting"]);
    }

    private sealed class Echo : ReceivePersistentActor
    {
        public Echo()
        {
            CommandAny(m => Persist(m, e => Sender.Tell(e)));
        }

        public override string PersistenceId => "echo";
    }
}
