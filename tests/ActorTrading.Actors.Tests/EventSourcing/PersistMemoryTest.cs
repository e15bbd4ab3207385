using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.EventSourcing;

public sealed class PersistMemoryTest
{
    /// <summary>An object of nine fields: event, numbers, ids, time, tags, fence, manifest.</summary>
    private const long EnvelopeBytes = 88;

    [Fact]
    public async Task Persist_OnAJournalThatIsDoneAtOnce_AllocatesTheEnvelopeAlone()
    {
        var system = ActorSystem.Create("memory");
        var actor = system.ActorOf(Props.CreateBy(static () => new Writer()).WithDispatcher(new CallingThreadDispatcher()));
        Assert.Equal(1L, await actor.Ask<long>("count", TimeSpan.FromSeconds(5)));

        // Ends where the journal's list has just grown and has room for as many again.
        Persist(actor, 2100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Persist(actor, 1000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated / 1000.0, 0, EnvelopeBytes);
        Assert.Equal(3102L, await actor.Ask<long>("count", TimeSpan.FromSeconds(5)));
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(5));
    }

    private static void Persist(IActorRef actor, int times)
    {
        for (var i = 0; i < times; i++)
        {
            actor.Tell("event", ActorRefs.NoSender);
        }
    }

    private sealed class Writer : UntypedPersistentActor
    {
        private readonly Action<string> _handler;
        private long _count;

        public Writer() => _handler = e =>
        {
            _count++;
            if (e == "count")
            {
                Sender.Tell(_count, Self);
            }
        };

        public override string PersistenceId => "writer";

        protected override void OnCommand(object message) => Persist((string)message, _handler);

        protected override void OnRecover(object message)
        {
        }
    }
}
