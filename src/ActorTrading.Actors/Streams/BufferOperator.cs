using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace ActorTrading.Actors.Streams;

/// <summary>An asynchronous boundary: the source runs in a task of its own.</summary>
public static class BufferOperator
{
    /// <summary>
    /// Lets the source run ahead of the consumer by at most <paramref name="size"/> elements; what happens then, <paramref name="overflowStrategy"/> says.
    /// Order is kept. A source that waited for room goes on when half of the buffer is free.
    /// </summary>
    /// <remarks>
    /// The source's end and its error come after the elements before them. Disposing the enumerator, or cancelling its token, cancels the source,
    /// waits until it has ended and drops what is buffered; an error of the source meanwhile is thrown by the disposal.
    /// </remarks>
    /// <param name="size">Elements, above 0. Memory for them is taken at once.</param>
    /// <exception cref="BufferOverflowException">On enumeration: the buffer was full and the strategy is <see cref="OverflowStrategy.Fail"/>.</exception>
    public static IAsyncEnumerable<T> Buffer<T>(
        this IAsyncEnumerable<T> source, int size, OverflowStrategy overflowStrategy = OverflowStrategy.Backpressure)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return overflowStrategy switch
        {
            OverflowStrategy.Backpressure or OverflowStrategy.DropNew or OverflowStrategy.Fail =>
                Core(source, () => new RingBuffer<T>(size, overflowStrategy)),
            OverflowStrategy.DropHead or OverflowStrategy.DropTail or OverflowStrategy.DropBuffer =>
                Core(source, () => new DroppingBuffer<T>(size, overflowStrategy)),
            _ => throw new ArgumentOutOfRangeException(nameof(overflowStrategy), overflowStrategy, "No such strategy."),
        };
    }

    private static async IAsyncEnumerable<T> Core<T>(
        IAsyncEnumerable<T> source, Func<StreamBuffer<T>> create, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var buffer = create();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = stop.Token;
        var pump = Task.Run(() => PumpAsync(source, buffer, token), CancellationToken.None);
        try
        {
            do
            {
                while (buffer.TryTake(out var item))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return item;
                }
            }
            while (await buffer.WaitAsync().ConfigureAwait(false));
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            buffer.Close();
            await stop.CancelAsync().ConfigureAwait(false);
            await pump.ConfigureAwait(false);
            if (buffer.Untold is { } error and not OperationCanceledException)
            {
                ExceptionDispatchInfo.Throw(error);
            }
        }
    }

    private static async Task PumpAsync<T>(IAsyncEnumerable<T> source, StreamBuffer<T> buffer, CancellationToken cancellationToken)
    {
        Exception? error = null;
        try
        {
            await foreach (var item in source.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (!await buffer.WriteAsync(item).ConfigureAwait(false))
                {
                    break;
                }
            }
        }
        catch (Exception e)
        {
            error = e;
        }

        buffer.Complete(error);
    }
}
