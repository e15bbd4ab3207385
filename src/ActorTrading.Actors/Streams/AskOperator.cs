using System.Runtime.CompilerServices;

namespace ActorTrading.Actors.Streams;

/// <summary>Maps by asking an actor.</summary>
public static class AskOperator
{
    /// <summary>Asks the actor with each element; the replies come in the order of the elements. The actor receives them in order too.</summary>
    /// <remarks>
    /// The stream fails with the first ask that fails: <see cref="AskTimeoutException"/> after <paramref name="timeout"/>, the cause of a <see cref="Status.Failure"/>,
    /// or <see cref="WatchedActorTerminatedException"/> when the actor stops. Elements under way then have an unknown fate.
    /// </remarks>
    /// <param name="timeout">For each reply.</param>
    /// <param name="parallelism">Asks under way at most, above 0.</param>
    public static IAsyncEnumerable<TOut> Ask<TIn, TOut>(this IAsyncEnumerable<TIn> source, IActorRef actorRef, TimeSpan timeout, int parallelism = 2)
        where TIn : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(actorRef);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parallelism);
        return Core<TIn, TOut>(source, actorRef, timeout, parallelism);
    }

    private static async IAsyncEnumerable<TOut> Core<TIn, TOut>(
        IAsyncEnumerable<TIn> source, IActorRef actorRef, TimeSpan timeout, int parallelism, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TIn : notnull
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stopped = false;
        using var target = new StreamTarget(actorRef, static _ => { }, () =>
        {
            Volatile.Write(ref stopped, true);
            stop.Cancel();
        });
        var replies = source
            .SelectAsync(parallelism, (item, token) => actorRef.Ask<TOut>(item, timeout, token))
            .GetAsyncEnumerator(stop.Token);
        try
        {
            while (true)
            {
                try
                {
                    if (!await replies.MoveNextAsync().ConfigureAwait(false))
                    {
                        yield break;
                    }
                }
                catch (OperationCanceledException) when (Volatile.Read(ref stopped) && !cancellationToken.IsCancellationRequested)
                {
                    throw new WatchedActorTerminatedException(actorRef);
                }

                yield return replies.Current;
            }
        }
        finally
        {
            await replies.DisposeAsync().ConfigureAwait(false);
        }
    }
}
