using ActorTrading.Storage;

namespace ActorTrading.Engine.Backfill;

/// <summary>
/// Tries again what a database that restarts or is busy did not do. Only for what may be done twice, because it is unknown whether a write that
/// broke off was stored.
/// </summary>
internal sealed class SteadyStorage(int retries, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    /// <exception cref="StorageException">Not to be had, or still not after the last try.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (StorageException e) when (attempt < retries && e.Failure is (StorageFailure.Unreachable or StorageFailure.Locked))
            {
                await Task.Delay(FirstPause * (1 << attempt), time, cancellation);
            }
        }
    }

    public Task RunAsync(Func<Task> work, CancellationToken cancellation) => RunAsync(
        async () =>
        {
            await work();
            return true;
        },
        cancellation);
}
