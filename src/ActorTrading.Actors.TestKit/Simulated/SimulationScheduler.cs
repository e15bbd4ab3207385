namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>Brings continuations back into the simulation: each becomes a step of its own, never run in the middle of another.</summary>
internal sealed class SimulationScheduler(Simulation simulation) : TaskScheduler
{
    private Task? _entering;

    public override int MaximumConcurrencyLevel => 1;

    public void Run(Task task) => TryExecuteTask(task);

    /// <summary>Runs a piece of the driver's code on this thread, so that what it awaits comes back here.</summary>
    public void Enter(Action body)
    {
        var task = new Task(body);
        _entering = task;
        task.RunSynchronously(this);
        task.GetAwaiter().GetResult();
    }

    protected override void QueueTask(Task task) => simulation.AddTask(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (task != _entering)
        {
            return false;
        }

        _entering = null;
        return TryExecuteTask(task);
    }

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
