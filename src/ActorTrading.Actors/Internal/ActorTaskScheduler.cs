namespace ActorTrading.Actors.Internal;

/// <summary>Runs the parts of an async handler one at a time inside the actor's turn, with Context, Self and Sender in place.</summary>
internal sealed class ActorTaskScheduler(ActorCell cell) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => 1;

    public void Run(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task)
    {
        if (ActorCell.Current == cell && Current != this)
        {
            TryExecuteTask(task); // the first part, started by the handler itself
        }
        else
        {
            cell.SendSystemMessage(new SystemMessage.RunTask(task));
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ActorCell.Current == cell && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
