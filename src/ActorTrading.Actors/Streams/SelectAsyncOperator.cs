using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace ActorTrading.Actors.Streams;

/// <summary>Asynchronous maps.</summary>
public static class SelectAsyncOperator
{
    /// <summary>Maps with up to <paramref name="parallelism"/> calls under way; results come in the order of the elements.</summary>
    /// <remarks>
    /// Calls are begun in order, on the flow that reads: work that computes instead of waiting belongs into a task of its own. A failed call ends the stream
    /// with its error after the results before it. Then, and when the enumerator is disposed, the token given to the calls is cancelled, the source too,
    /// and all are waited for.
    /// </remarks>
    /// <param name="parallelism">Above 0; also the most elements held.</param>
    public static IAsyncEnumerable<TOut> SelectAsync<TIn, TOut>(
        this IAsyncEnumerable<TIn> source, int parallelism, Func<TIn, CancellationToken, Task<TOut>> selector)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parallelism);
        ArgumentNullException.ThrowIfNull(selector);
        return Core(source, parallelism, selector);
    }

    /// <summary>A call that throws before it gives a task has failed like one whose task fails.</summary>
    internal static Task<TOut> Begin<TIn, TOut>(Func<TIn, CancellationToken, Task<TOut>> selector, TIn item, CancellationToken cancellationToken)
    {
        try
        {
            return selector(item, cancellationToken);
        }
        catch (Exception e)
        {
            return Task.FromException<TOut>(e);
        }
    }

    private static async IAsyncEnumerable<TOut> Core<TIn, TOut>(
        IAsyncEnumerable<TIn> source,
        int parallelism,
        Func<TIn, CancellationToken, Task<TOut>> selector,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var signal = new AsyncSignal();
        var upstream = new Upstream<TIn>(source.GetAsyncEnumerator(stop.Token), signal);
        var underWay = new Queue<Task<TOut>>(parallelism);
        var ended = false;
        try
        {
            while (!ended || underWay.Count > 0)
            {
                while (!ended && underWay.Count < parallelism && Answered(upstream))
                {
                    if (TryNext(upstream, selector, stop.Token, out var call))
                    {
                        underWay.Enqueue(call);
                        call.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(signal.SetAction);
                    }

                    ended = call is null or { IsCompleted: true, IsCompletedSuccessfully: false };
                }

                if (underWay.TryPeek(out var oldest) && oldest.IsCompleted)
                {
                    yield return await underWay.Dequeue().ConfigureAwait(false);
                }
                else if (!ended || underWay.Count > 0)
                {
                    await signal.WaitAsync().ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (var call in underWay)
            {
                await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await upstream.CloseAsync().ConfigureAwait(false);
        }
    }

    private static bool Answered<T>(Upstream<T> upstream)
    {
        upstream.Request();
        return upstream.IsAnswered;
    }

    /// <summary>The call for the next element; the source's error counts as one, so that it comes after the results of what the source gave.</summary>
    private static bool TryNext<TIn, TOut>(
        Upstream<TIn> upstream,
        Func<TIn, CancellationToken, Task<TOut>> selector,
        CancellationToken cancellationToken,
        [NotNullWhen(true)] out Task<TOut>? call)
    {
        try
        {
            call = upstream.Take() ? Begin(selector, upstream.Current, cancellationToken) : null;
        }
        catch (Exception e)
        {
            call = Task.FromException<TOut>(e);
        }

        return call is not null;
    }
}
