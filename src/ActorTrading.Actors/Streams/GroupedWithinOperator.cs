using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace ActorTrading.Actors.Streams;

/// <summary>Batches by count and time.</summary>
public static class GroupedWithinOperator
{
    /// <summary>Groups elements: a group ends when it is full, when its first element is <paramref name="timeout"/> old, or with the source. Never empty.</summary>
    /// <remarks>
    /// Order is kept and nothing is lost: an error of the source comes after the group of what came before it. The source is read only while the
    /// consumer waits for a group, apart from one request that may stay open; put a <c>Buffer</c> in front to let it run ahead.
    /// Disposing the enumerator cancels the source and drops an unfinished group.
    /// </remarks>
    /// <param name="n">Elements per group, above 0.</param>
    /// <param name="timeout">Above 0, or infinite.</param>
    public static IAsyncEnumerable<IReadOnlyList<T>> GroupedWithin<T>(this IAsyncEnumerable<T> source, int n, TimeSpan timeout, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        ArgumentNullException.ThrowIfNull(clock);
        if (timeout <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "The timeout must be above zero, or infinite.");
        }

        return Core(source, n, timeout, clock);
    }

    private static async IAsyncEnumerable<IReadOnlyList<T>> Core<T>(
        IAsyncEnumerable<T> source, int n, TimeSpan timeout, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var signal = new AsyncSignal();
        var upstream = new Upstream<T>(source.GetAsyncEnumerator(stop.Token), signal);
        var group = new List<T>();
        Expiry? expiry = null;
        try
        {
            while (true)
            {
                if (group.Count == n || (group.Count > 0 && expiry!.IsOver))
                {
                    expiry!.Dispose();
                    yield return group;
                    group = [];
                }

                upstream.Request();
                if (!upstream.IsAnswered)
                {
                    await signal.WaitAsync().ConfigureAwait(false);
                }
                else if (TryTake(upstream, out var error))
                {
                    expiry = group.Count == 0 ? new Expiry(signal, timeout, clock) : expiry;
                    group.Add(upstream.Current);
                }
                else
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (group.Count > 0)
                    {
                        yield return group;
                    }

                    error?.Throw();
                    yield break;
                }
            }
        }
        finally
        {
            expiry?.Dispose();
            await stop.CancelAsync().ConfigureAwait(false);
            await upstream.CloseAsync().ConfigureAwait(false);
        }
    }

    private static bool TryTake<T>(Upstream<T> upstream, out ExceptionDispatchInfo? error)
    {
        error = null;
        try
        {
            return upstream.Take();
        }
        catch (Exception e)
        {
            error = ExceptionDispatchInfo.Capture(e);
            return false;
        }
    }

    /// <summary>The end of one group's time.</summary>
    private sealed class Expiry : IDisposable
    {
        private readonly AsyncSignal _signal;
        private readonly ITimer? _timer;
        private volatile bool _isOver;

        public Expiry(AsyncSignal signal, TimeSpan timeout, TimeProvider clock)
        {
            _signal = signal;
            if (timeout != Timeout.InfiniteTimeSpan)
            {
                _timer = clock.CreateTimer(static state => ((Expiry)state!).Pass(), this, timeout, Timeout.InfiniteTimeSpan);
            }
        }

        public bool IsOver => _isOver;

        public void Dispose() => _timer?.Dispose();

        private void Pass()
        {
            _isOver = true;
            _signal.Set();
        }
    }
}
