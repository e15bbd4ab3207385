using ActorTrading.Actors.Dispatch;

namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>Hands the turns of one system to the simulation, one message a turn.</summary>
internal sealed class SimulatedDispatcher(Simulation simulation, Host host) : MessageDispatcher
{
    public override int Throughput => 1;

    protected internal override TaskScheduler Continuations => simulation.Scheduler;

    public Simulation Simulation => simulation;

    public Host Host => host;

    protected internal override void Execute(IRunnable turn, bool goesOn) => simulation.AddTurn(turn, host, isNew: !goesOn);
}
