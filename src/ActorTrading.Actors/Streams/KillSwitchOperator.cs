using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace ActorTrading.Actors.Streams;

/// <summary>Streams that can be ended from outside.</summary>
public static class KillSwitchOperator
{
    /// <summary>Passes elements until the switch is used, then completes or fails.</summary>
    /// <remarks>A source that is waiting is cancelled by its token and waited for: the stream ends when the source does, and leaves nothing running.</remarks>
    /// <exception cref="InvalidOperationException">On enumeration: the switch is a single one and already ran a stream.</exception>
    public static IAsyncEnumerable<T> ViaKillSwitch<T>(this IAsyncEnumerable<T> source, UniqueKillSwitch killSwitch)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(killSwitch);
        return Core(source, killSwitch.Use);
    }

    /// <inheritdoc cref="ViaKillSwitch{T}(IAsyncEnumerable{T}, UniqueKillSwitch)"/>
    public static IAsyncEnumerable<T> ViaKillSwitch<T>(this IAsyncEnumerable<T> source, SharedKillSwitch killSwitch)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(killSwitch);
        return Core(source, () => killSwitch.State);
    }

    private static async IAsyncEnumerable<T> Core<T>(
        IAsyncEnumerable<T> source, Func<KillSwitchState> use, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var state = use();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, state.Used);
        var items = source.GetAsyncEnumerator(stop.Token);
        try
        {
            while (!state.Used.IsCancellationRequested)
            {
                try
                {
                    if (!await items.MoveNextAsync().ConfigureAwait(false))
                    {
                        break;
                    }
                }
                catch (OperationCanceledException) when (state.Used.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                {
                    break;
                }

                if (state.Cause is null)
                {
                    yield return items.Current;
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await items.DisposeAsync().ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (state.Cause is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
        }
    }
}
