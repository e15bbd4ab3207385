namespace ActorTrading.Actors.Persistence;

/// <summary>A number of permits, given to those who wait in the order they came. Waiters go on wherever their own await takes them.</summary>
internal sealed class Permits(int count)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private int _free = count;

    /// <exception cref="OperationCanceledException">The token was cancelled before a permit was given (in the task).</exception>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        TaskCompletionSource waiter;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return Task.CompletedTask;
            }

            waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.AddLast(waiter);
        }

        // Lives as long as the token's source, which is one recovery.
        _ = cancellationToken.UnsafeRegister((state, token) => Cancel((TaskCompletionSource)state!, token), waiter);
        return waiter.Task;
    }

    public void Release()
    {
        TaskCompletionSource next;
        lock (_lock)
        {
            if (_waiting.First is not { Value: var first })
            {
                _free++;
                return;
            }

            _waiting.RemoveFirst();
            next = first;
        }

        next.TrySetResult();
    }

    private void Cancel(TaskCompletionSource waiter, CancellationToken token)
    {
        lock (_lock)
        {
            if (!_waiting.Remove(waiter))
            {
                return; // the permit was given
            }
        }

        waiter.TrySetCanceled(token);
    }
}
