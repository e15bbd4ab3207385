namespace ActorTrading.Storage.Journal;

/// <summary>Something the writer does inside a group's transaction, and whoever waits for its commit.</summary>
internal abstract class JournalTask
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    public virtual int Events => 0;

    public virtual long Bytes => 0;

    /// <summary>Why this task alone failed, its changes undone; null when it shares the fate of the transaction.</summary>
    public Exception? Refusal { get; protected set; }

    /// <summary>Makes the changes.</summary>
    /// <returns>False when there is more to do in a later transaction.</returns>
    public abstract bool Apply(JournalStatements statements);

    public void Complete()
    {
        if (Refusal is null)
        {
            _done.SetResult();
        }
        else
        {
            _done.SetException(Refusal);
        }
    }

    public virtual void Fail(Exception cause) => _done.SetException(cause);
}
