using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ActorTrading.Actors.Streams;

/// <summary>What back-pressured streams need beyond <c>System.Linq.AsyncEnumerable</c>.</summary>
public static class AsyncEnumerableOperators
{
    /// <summary>Lets the source run ahead of the consumer by at most <paramref name="capacity"/> elements; then it waits.</summary>
    /// <param name="capacity">Elements, above 0.</param>
    public static IAsyncEnumerable<T> Buffer<T>(this IAsyncEnumerable<T> source, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        return BufferCore(source, capacity);
    }

    /// <summary>Groups elements: a batch ends when it is full or its first element is <paramref name="maxDelay"/> old. Never empty.</summary>
    /// <param name="maxCount">Elements per batch, above 0.</param>
    /// <param name="maxDelay">Above 0, or infinite.</param>
    public static IAsyncEnumerable<IReadOnlyList<T>> Batch<T>(
        this IAsyncEnumerable<T> source, int maxCount, TimeSpan maxDelay, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCount);
        ArgumentNullException.ThrowIfNull(clock);
        if (maxDelay <= TimeSpan.Zero && maxDelay != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(maxDelay), maxDelay, "The delay must be above zero, or infinite.");
        }

        return BatchCore(source, maxCount, maxDelay, clock);
    }

    private static async IAsyncEnumerable<T> BufferCore<T>(
        IAsyncEnumerable<T> source, int capacity, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });
        var pump = PumpAsync(source, channel.Writer, stop.Token);
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return item;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await pump;
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<T>> BatchCore<T>(
        IAsyncEnumerable<T> source,
        int maxCount,
        TimeSpan maxDelay,
        TimeProvider clock,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(maxCount) { SingleReader = true, SingleWriter = true });
        var pump = PumpAsync(source, channel.Writer, stop.Token);
        try
        {
            while (await channel.Reader.WaitToReadAsync(cancellationToken))
            {
                yield return await FillAsync(channel.Reader, maxCount, maxDelay, clock, cancellationToken);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await pump;
        }
    }

    /// <summary>At least one element is there.</summary>
    private static async Task<IReadOnlyList<T>> FillAsync<T>(
        ChannelReader<T> reader, int maxCount, TimeSpan maxDelay, TimeProvider clock, CancellationToken cancellationToken)
    {
        var batch = new List<T>();
        using var deadline = new CancellationTokenSource(maxDelay, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        while (true)
        {
            while (batch.Count < maxCount && reader.TryRead(out var item))
            {
                batch.Add(item);
            }

            if (batch.Count == maxCount)
            {
                return batch;
            }

            try
            {
                if (!await reader.WaitToReadAsync(either.Token))
                {
                    return batch;
                }
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return batch;
            }
            catch (Exception) when (batch.Count > 0 && !cancellationToken.IsCancellationRequested)
            {
                // The source failed: what came before it counts, the error follows with the next read.
                return batch;
            }
        }
    }

    private static async Task PumpAsync<T>(IAsyncEnumerable<T> source, ChannelWriter<T> target, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var item in source.WithCancellation(cancellationToken))
            {
                await target.WriteAsync(item, cancellationToken);
            }

            target.Complete();
        }
        catch (Exception e)
        {
            target.Complete(e);
        }
    }
}
