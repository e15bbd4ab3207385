namespace ActorTrading.Actors.Persistence.Query;

/// <summary>Wakes those who wait for the next commit of this process. Safe from any thread; costs a writer nothing while nobody waits.</summary>
public sealed class CommitSignal
{
    private TaskCompletionSource? _next;

    /// <summary>Completes at the next commit. Take it before looking at what is stored, or a commit between the two is missed.</summary>
    public Task Next()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _next, mine, null) ?? mine).Task;
    }

    /// <summary>Something was committed and can be read.</summary>
    public void Set()
    {
        // A waiter either sees the commit or is seen here.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _next) is not null)
        {
            Interlocked.Exchange(ref _next, null)?.TrySetResult();
        }
    }
}
