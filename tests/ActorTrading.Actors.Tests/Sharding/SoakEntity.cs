using ActorTrading.Actors.Sharding;

namespace ActorTrading.Actors.Tests.Sharding;

/// <summary>An entity of the soak: accounts for itself and gets into the trouble it is sent.</summary>
internal sealed class SoakEntity : ReceiveActor
{
    private bool _stubborn;

    public SoakEntity(string id, SoakLedger ledger, TimeProvider clock)
    {
        Id = id;
        Ledger = ledger;
        ReceiveAsync<SoakMessage>(static m => m.Verb == "slow", async m =>
        {
            ledger.Received(id, Self, m);
            await Task.Delay(TimeSpan.FromMilliseconds(30), clock);
        });
        Receive<SoakMessage>(Handle);
        Receive<SoakStop>(_ =>
        {
            if (_stubborn)
            {
                _stubborn = false;
                throw new InvalidOperationException("fails on its stop");
            }

            Context.Stop(Self);
        });
    }

    private string Id { get; }

    private SoakLedger Ledger { get; }

    protected override void PreStart() => Ledger.Up(Id, Self);

    protected override void PostStop() => Ledger.Down(Id, Self);

    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void PostRestart(Exception reason)
    {
    }

    private void Handle(SoakMessage message)
    {
        Ledger.Received(Id, Self, message);
        switch (message.Verb)
        {
            case "passivate":
                Context.Parent.Tell(new Passivate(SoakStop.Instance));
                break;
            case "crash":
                throw new InvalidOperationException("told to crash");
            case "stop":
                Context.Stop(Self);
                break;
            case "stubborn":
                _stubborn = true;
                break;
        }
    }
}
