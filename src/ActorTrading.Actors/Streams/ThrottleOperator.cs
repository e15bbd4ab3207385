using System.Runtime.CompilerServices;

namespace ActorTrading.Actors.Streams;

/// <summary>A bound on elements per time.</summary>
public static class ThrottleOperator
{
    /// <summary>
    /// Lets through <paramref name="elements"/> per <paramref name="per"/> on average. A token bucket, full at first: unused allowance is saved for up to
    /// <paramref name="maximumBurst"/> elements, which may then pass at once.
    /// </summary>
    /// <remarks>Order is kept and nothing is dropped: the source is read only as fast as elements may pass.</remarks>
    /// <param name="elements">Above 0.</param>
    /// <param name="per">Above 0.</param>
    /// <param name="maximumBurst">Above 0.</param>
    /// <exception cref="RateExceededException">On enumeration: an element came too early and the mode is <see cref="ThrottleMode.Enforcing"/>.</exception>
    public static IAsyncEnumerable<T> Throttle<T>(
        this IAsyncEnumerable<T> source, int elements, TimeSpan per, int maximumBurst, ThrottleMode mode, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(elements);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(per, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumBurst);
        ArgumentNullException.ThrowIfNull(clock);
        return Core(source, per / elements, maximumBurst, mode, clock);
    }

    private static async IAsyncEnumerable<T> Core<T>(
        IAsyncEnumerable<T> source,
        TimeSpan interval,
        int maximumBurst,
        ThrottleMode mode,
        TimeProvider clock,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var start = clock.GetTimestamp();

        // The moment at which the bucket was, or will be, full. Each element moves it by one interval.
        var full = TimeSpan.Zero;
        var allowance = interval * (maximumBurst - 1);
        await foreach (var item in source.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var now = clock.GetElapsedTime(start);
            full = full < now ? now : full;
            for (var early = full - allowance - now; early > TimeSpan.Zero; early = full - allowance - clock.GetElapsedTime(start))
            {
                if (mode == ThrottleMode.Enforcing)
                {
                    throw new RateExceededException($"An element came {early} before it may pass: at most one per {interval}, {maximumBurst} at once.");
                }

                // Timers know whole milliseconds only; a shorter wait would be none.
                var wait = early < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : early;
                await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
            }

            full += interval;
            yield return item;
        }
    }
}
