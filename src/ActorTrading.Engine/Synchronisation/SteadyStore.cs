using ActorTrading.Storage;

namespace ActorTrading.Engine.Synchronisation;

/// <summary>Repeats what a store that is away for a while did not do. Everything it is given can be repeated without harm.</summary>
internal sealed class SteadyStore(TimeProvider time, SynchronizerCounts counts)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <exception cref="StorageException">The store failed in a way that waiting does not cure.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> act, CancellationToken cancellation)
    {
        for (var pause = First; ; pause = pause * 2 < Longest ? pause * 2 : Longest)
        {
            try
            {
                return await act();
            }
            catch (StorageException away) when (away.Failure is StorageFailure.Unreachable or StorageFailure.Locked or StorageFailure.Full)
            {
                counts.Problem = away.Message;
                await Task.Delay(pause, time, cancellation);
            }
        }
    }
}
