using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace ActorTrading.Actors.Streams;

/// <summary>Parallel over keys, in order within each.</summary>
public static class SelectAsyncPartitionedOperator
{
    /// <summary>
    /// Maps with up to <paramref name="parallelism"/> calls under way, never two of one key: the results of a key come in the order of its elements,
    /// results of different keys as they are ready.
    /// </summary>
    /// <remarks>
    /// A slow key holds up others only once it fills <paramref name="bufferSize"/>. Keys that have elements waiting are served in turn.
    /// Calls are begun on the flow that reads: work that computes instead of waiting belongs into a task of its own.
    /// The first error, a call's or the source's, ends the stream; an error of the source comes after the results of what it gave. Then, and when
    /// the enumerator is disposed, the token given to the calls and the source are cancelled and waited for.
    /// </remarks>
    /// <param name="parallelism">Above 0.</param>
    /// <param name="bufferSize">Most elements taken from the source whose results were not taken yet; at least <paramref name="parallelism"/>. Memory is for these, and for no key that has none of them.</param>
    public static IAsyncEnumerable<TOut> SelectAsyncPartitioned<TIn, TKey, TOut>(
        this IAsyncEnumerable<TIn> source,
        int parallelism,
        int bufferSize,
        Func<TIn, TKey> partitioner,
        Func<TIn, CancellationToken, Task<TOut>> selector)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parallelism);
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferSize, parallelism);
        ArgumentNullException.ThrowIfNull(partitioner);
        ArgumentNullException.ThrowIfNull(selector);
        return Core(source, bufferSize, partitioner, (stop, signal) => new Lanes<TIn, TKey, TOut>(parallelism, selector, signal, stop));
    }

    private static async IAsyncEnumerable<TOut> Core<TIn, TKey, TOut>(
        IAsyncEnumerable<TIn> source,
        int bufferSize,
        Func<TIn, TKey> partitioner,
        Func<CancellationToken, AsyncSignal, Lanes<TIn, TKey, TOut>> create,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TKey : notnull
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var signal = new AsyncSignal();
        var upstream = new Upstream<TIn>(source.GetAsyncEnumerator(stop.Token), signal);
        var lanes = create(stop.Token, signal);
        var ended = false;
        System.Runtime.ExceptionServices.ExceptionDispatchInfo? error = null;
        try
        {
            while (!ended || lanes.Count > 0)
            {
                while (!ended && lanes.Count < bufferSize)
                {
                    upstream.Request();
                    if (!upstream.IsAnswered)
                    {
                        break;
                    }

                    try
                    {
                        ended = !upstream.Take();
                    }
                    catch (Exception e)
                    {
                        error = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e);
                        ended = true;
                    }

                    if (!ended)
                    {
                        lanes.Add(partitioner(upstream.Current), upstream.Current);
                    }
                }

                if (lanes.TryTakeCompleted(out var call))
                {
                    yield return await call.ConfigureAwait(false);
                }
                else if (!ended || lanes.Count > 0)
                {
                    await signal.WaitAsync().ConfigureAwait(false);
                }
            }

            error?.Throw();
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await lanes.WaitForCallsAsync().ConfigureAwait(false);
            await upstream.CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The elements of each key in a lane of their own. Only the reading flow calls it; calls that end report through a queue.</summary>
    private sealed class Lanes<TIn, TKey, TOut>(
        int parallelism, Func<TIn, CancellationToken, Task<TOut>> selector, AsyncSignal signal, CancellationToken stop)
        where TKey : notnull
    {
        private readonly Dictionary<TKey, Lane> _lanes = [];
        private readonly Queue<Lane> _ready = new();
        private readonly HashSet<Lane> _running = [];
        private readonly ConcurrentQueue<Lane> _completed = new();

        /// <summary>Elements added whose results were not taken yet.</summary>
        public int Count { get; private set; }

        public void Add(TKey key, TIn item)
        {
            Count++;
            if (_lanes.TryGetValue(key, out var lane))
            {
                lane.Waiting.Enqueue(item);
                return;
            }

            lane = new Lane(key);
            lane.Waiting.Enqueue(item);
            _lanes.Add(key, lane);
            _ready.Enqueue(lane);
            StartReady();
        }

        public bool TryTakeCompleted(out Task<TOut> call)
        {
            if (!_completed.TryDequeue(out var lane))
            {
                call = null!;
                return false;
            }

            call = lane.Call!;
            lane.Call = null;
            Count--;
            _running.Remove(lane);
            if (lane.Waiting.Count > 0)
            {
                _ready.Enqueue(lane);
            }
            else
            {
                _lanes.Remove(lane.Key);
            }

            // After a failure nothing new begins: the stream is about to end.
            if (call.IsCompletedSuccessfully)
            {
                StartReady();
            }

            return true;
        }

        public async Task WaitForCallsAsync()
        {
            foreach (var lane in _running)
            {
                await ((Task)lane.Call!).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        private void StartReady()
        {
            while (_running.Count < parallelism && _ready.TryDequeue(out var lane))
            {
                _running.Add(lane);
                lane.Call = SelectAsyncOperator.Begin(selector, lane.Waiting.Dequeue(), stop);
                lane.Call.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() =>
                {
                    _completed.Enqueue(lane);
                    signal.Set();
                });
            }
        }

        private sealed class Lane(TKey key)
        {
            public TKey Key { get; } = key;

            public Queue<TIn> Waiting { get; } = new();

            public Task<TOut>? Call { get; set; }
        }
    }
}
