namespace ActorTrading.Actors.TestKit;

/// <summary>What a test actor received and nobody took yet. Threads and async flows wait on it.</summary>
internal sealed class ReceivedMessages
{
    private readonly LinkedList<Envelope> _messages = new();
    private readonly List<TaskCompletionSource<bool>> _waiting = [];
    private readonly object _signal = new();

    public int Count
    {
        get
        {
            lock (_signal)
            {
                return _messages.Count;
            }
        }
    }

    public void Add(Envelope envelope)
    {
        TaskCompletionSource<bool>[] waiting;
        lock (_signal)
        {
            _messages.AddLast(envelope);
            waiting = [.. _waiting];
            _waiting.Clear();
            Monitor.PulseAll(_signal);
        }

        foreach (var waiter in waiting)
        {
            waiter.TrySetResult(true);
        }
    }

    public bool TryTake(bool peek, out Envelope envelope)
    {
        lock (_signal)
        {
            if (_messages.First is not { } first)
            {
                envelope = default;
                return false;
            }

            envelope = first.Value;
            if (!peek)
            {
                _messages.RemoveFirst();
            }

            return true;
        }
    }

    /// <summary>Blocks the thread until there is a message.</summary>
    /// <returns>False when the time is up first.</returns>
    public bool Wait(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var cancellation = cancellationToken.UnsafeRegister(static state => ((ReceivedMessages)state!).WakeAll(), this);
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        lock (_signal)
        {
            while (_messages.First is null)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var left = timeout < TimeSpan.Zero ? timeout : timeout - System.Diagnostics.Stopwatch.GetElapsedTime(start);
                if (timeout >= TimeSpan.Zero && left <= TimeSpan.Zero)
                {
                    return false;
                }

                _ = Monitor.Wait(_signal, left < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : left);
            }

            return true;
        }
    }

    /// <summary>Waits without holding a thread.</summary>
    /// <inheritdoc cref="Wait"/>
    public async Task<bool> WaitAsync(TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        var waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_signal)
        {
            if (_messages.First is not null)
            {
                return true;
            }

            _waiting.Add(waiter);
        }

        await using var timer = clock.CreateTimer(
            static state => ((TaskCompletionSource<bool>)state!).TrySetResult(false), waiter, timeout < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : timeout, Timeout.InfiniteTimeSpan);
        await using var cancellation = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<bool>)state!).TrySetCanceled(token), waiter);
        try
        {
            return await waiter.Task;
        }
        finally
        {
            lock (_signal)
            {
                _waiting.Remove(waiter);
            }
        }
    }

    private void WakeAll()
    {
        lock (_signal)
        {
            Monitor.PulseAll(_signal);
        }
    }
}
