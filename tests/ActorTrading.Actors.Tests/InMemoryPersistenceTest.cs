using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Tests;

public sealed class InMemoryPersistenceTest
{
    [Fact]
    public async Task Ask_PersistentCounter_KeepsCountAcrossRestart()
    {
        var system = ActorSystem.Create("smoke");
        var counter = system.ActorOf(Props.Create(() => new Counter("c1")), "counter");

        for (var i = 1; i <= 10; i++)
        {
            Assert.Equal(i, await counter.Ask<int>(1, TimeSpan.FromSeconds(5)));
        }

        counter.Tell("fail");
        Assert.Equal(11, await counter.Ask<int>(1, TimeSpan.FromSeconds(5)));
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(5));
    }

    private sealed class Counter : ReceivePersistentActor
    {
        private int _sum;

        public Counter(string id)
        {
            PersistenceId = id;
            Recover<int>(n => _sum += n);
            Command<int>(n => Persist(n, e =>
            {
                _sum += e;
                Sender.Tell(_sum);
            }));
            Command<string>(_ => throw new InvalidOperationException("asked to"));
        }

        public override string PersistenceId { get; }
    }
}
