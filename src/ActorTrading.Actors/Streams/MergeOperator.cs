using System.Runtime.CompilerServices;

namespace ActorTrading.Actors.Streams;

/// <summary>Several sources as one.</summary>
public static class MergeOperator
{
    /// <inheritdoc cref="Merge{T}(IEnumerable{IAsyncEnumerable{T}})"/>
    public static IAsyncEnumerable<T> Merge<T>(this IAsyncEnumerable<T> source, params IAsyncEnumerable<T>[] others)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(others);
        return Core([source, .. others]);
    }

    /// <summary>The elements of all sources as they come; those of one source in its order. Ends when all have ended.</summary>
    /// <remarks>
    /// Fair: sources that have an element are served in turn. Of each source at most one element is held, so memory is bounded and a slow consumer
    /// slows all of them. The first error cancels the other sources, waits for them and is thrown; what they were about to give is dropped.
    /// </remarks>
    public static IAsyncEnumerable<T> Merge<T>(this IEnumerable<IAsyncEnumerable<T>> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return Core([.. sources]);
    }

    private static async IAsyncEnumerable<T> Core<T>(IAsyncEnumerable<T>[] sources, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var signal = new AsyncSignal();
        var running = new List<Upstream<T>>(sources.Length);
        try
        {
            foreach (var source in sources)
            {
                running.Add(new Upstream<T>(source.GetAsyncEnumerator(stop.Token), signal));
            }

            var turn = 0;
            while (running.Count > 0)
            {
                var next = NextAnswered(running, turn);
                if (next < 0)
                {
                    await signal.WaitAsync().ConfigureAwait(false);
                    continue;
                }

                var upstream = running[next];
                if (upstream.Take())
                {
                    turn = next + 1;
                    yield return upstream.Current;
                }
                else
                {
                    running.RemoveAt(next);
                    turn = next;
                    await upstream.CloseAsync().ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await CloseAsync(running).ConfigureAwait(false);
        }
    }

    /// <summary>The first from <paramref name="turn"/> on, round and round, that has an answer; -1 for none.</summary>
    private static int NextAnswered<T>(List<Upstream<T>> running, int turn)
    {
        for (var i = 0; i < running.Count; i++)
        {
            var index = (turn + i) % running.Count;
            running[index].Request();
            if (running[index].IsAnswered)
            {
                return index;
            }
        }

        return -1;
    }

    private static async Task CloseAsync<T>(List<Upstream<T>> running)
    {
        // One after the other: they share the signal. Every one is released, whatever the others do.
        Exception? first = null;
        foreach (var upstream in running)
        {
            try
            {
                await upstream.CloseAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                first ??= e;
            }
        }

        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }
}
