using System.Runtime.ExceptionServices;

namespace ActorTrading.Actors.Streams;

/// <summary>Hands elements from one producer to one consumer. The producer never waits here unless <see cref="WriteAsync"/> of a heir does.</summary>
internal abstract class StreamBuffer<T>
{
    private const int Spins = 40;
    private const int SpinLength = 10;

    private Exception? _error;
    private volatile bool _completed;
    private volatile bool _consumerParked;

    protected AsyncSignal Readable { get; } = new();

    /// <summary>The error the producer ended with, until the consumer has been told.</summary>
    public Exception? Untold => _completed ? _error : null;

    /// <summary>Producer only. False: nobody wants more, the producer should end.</summary>
    public abstract ValueTask<bool> WriteAsync(T item);

    /// <summary>Consumer only.</summary>
    public abstract bool TryTake(out T item);

    /// <summary>Consumer only: lets go a producer that waits for room.</summary>
    public abstract void Close();

    /// <summary>Producer only: nothing more comes.</summary>
    public void Complete(Exception? error)
    {
        _error = error;
        _completed = true;
        Readable.Set();
    }

    /// <summary>Consumer only, after <see cref="TryTake"/> found nothing: true when there may be more now, false at the end.</summary>
    /// <exception cref="Exception">The producer's.</exception>
    public async ValueTask<bool> WaitAsync()
    {
        // A producer that is quick brings the next element sooner than a thread could be woken.
        for (var i = 0; i < Spins && !_completed; i++)
        {
            if (!IsEmpty)
            {
                return true;
            }

            Thread.SpinWait(SpinLength);
        }

        while (true)
        {
            _consumerParked = true;
            Interlocked.MemoryBarrier();
            var completed = _completed;
            if (!IsEmpty)
            {
                _consumerParked = false;
                return true;
            }

            if (completed)
            {
                if (_error is { } error)
                {
                    _error = null;
                    ExceptionDispatchInfo.Throw(error);
                }

                return false;
            }

            await Readable.WaitAsync().ConfigureAwait(false);
        }
    }

    protected abstract bool IsEmpty { get; }

    /// <summary>After an element was made visible.</summary>
    protected void WakeConsumer()
    {
        Interlocked.MemoryBarrier();
        if (_consumerParked)
        {
            _consumerParked = false;
            Readable.Set();
        }
    }
}
