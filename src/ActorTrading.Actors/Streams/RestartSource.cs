using System.Runtime.CompilerServices;

namespace ActorTrading.Actors.Streams;

/// <summary>
/// Sources that are started again with growing delays. Nothing is lost or doubled at a restart as long as the factory makes a source that
/// begins right after <see cref="RestartPoint{T}.LastDelivered"/>: every element the old source gave was delivered before the new one is made, none is held back.
/// A source that cannot resume (a subscription, say) loses what happens between its end and the next start.
/// </summary>
public static class RestartSource
{
    /// <summary>Starts the source again whenever it completes or fails. Never ends but by cancellation, disposal or too many restarts.</summary>
    /// <remarks>
    /// Beyond <see cref="RestartSettings.MaxRestarts"/> it ends as the last start did, with its completion or its error. An exception of the factory counts as
    /// a failed start. At cancellation or disposal the source that runs is released and none is started.
    /// </remarks>
    public static IAsyncEnumerable<T> WithBackoff<T>(
        Func<RestartPoint<T>, IAsyncEnumerable<T>> sourceFactory, RestartSettings settings, TimeProvider clock) =>
        Create(sourceFactory, settings, clock, onlyOnFailures: false);

    /// <summary>Starts the source again whenever it fails; ends when it completes.</summary>
    /// <inheritdoc cref="WithBackoff{T}"/>
    public static IAsyncEnumerable<T> OnFailuresWithBackoff<T>(
        Func<RestartPoint<T>, IAsyncEnumerable<T>> sourceFactory, RestartSettings settings, TimeProvider clock) =>
        Create(sourceFactory, settings, clock, onlyOnFailures: true);

    private static IAsyncEnumerable<T> Create<T>(
        Func<RestartPoint<T>, IAsyncEnumerable<T>> sourceFactory, RestartSettings settings, TimeProvider clock, bool onlyOnFailures)
    {
        ArgumentNullException.ThrowIfNull(sourceFactory);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(clock);
        settings.Validate();
        return Core(sourceFactory, settings, clock, onlyOnFailures);
    }

    private static async IAsyncEnumerable<T> Core<T>(
        Func<RestartPoint<T>, IAsyncEnumerable<T>> sourceFactory,
        RestartSettings settings,
        TimeProvider clock,
        bool onlyOnFailures,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var random = new Random(settings.Seed);
        var within = settings.MaxRestartsWithin ?? settings.MinBackoff;
        var restarts = 0;
        var point = default(RestartPoint<T>);
        while (true)
        {
            var started = clock.GetTimestamp();
            var run = new Run<T>();
            try
            {
                while (await run.MoveNextAsync(sourceFactory, point, cancellationToken).ConfigureAwait(false))
                {
                    point = point with { HasDelivered = true, LastDelivered = run.Current };
                    yield return run.Current;
                }
            }
            finally
            {
                await run.ReleaseAsync().ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            restarts = clock.GetElapsedTime(started) >= within ? 0 : restarts;
            if (restarts == settings.MaxRestarts || (run.Failure is null && onlyOnFailures))
            {
                run.ThrowIfFailed();
                yield break;
            }

            await Task.Delay(settings.Delay(restarts, random), clock, cancellationToken).ConfigureAwait(false);
            restarts++;
            point = point with { Starts = point.Starts + 1, Cause = run.Failure };
        }
    }

    /// <summary>One start of the source, whose errors are kept for the restart.</summary>
    private sealed class Run<T>
    {
        private IAsyncEnumerator<T>? _items;

        public Exception? Failure { get; private set; }

        public T Current => _items!.Current;

        public void ThrowIfFailed()
        {
            if (Failure is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(Failure);
            }
        }

        /// <summary>False at the end, for which <see cref="Failure"/> tells the cause.</summary>
        public async ValueTask<bool> MoveNextAsync(
            Func<RestartPoint<T>, IAsyncEnumerable<T>> sourceFactory, RestartPoint<T> point, CancellationToken cancellationToken)
        {
            try
            {
                _items ??= sourceFactory(point).GetAsyncEnumerator(cancellationToken);
                if (await _items.MoveNextAsync().ConfigureAwait(false))
                {
                    return true;
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                Failure = e;
            }

            try
            {
                await ReleaseAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                Failure ??= e;
            }

            return false;
        }

        public async ValueTask ReleaseAsync()
        {
            if (_items is { } items)
            {
                _items = null;
                await items.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
