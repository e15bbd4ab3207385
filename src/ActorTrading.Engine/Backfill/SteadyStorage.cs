using ActorTrading.Storage;

namespace ActorTrading.Engine.Backfill;

/// <summary>
/// Tries again what a database that restarts or is busy did not do. Only for what may be done twice, because it is unknown whether a write that
/// broke off was stored.
/// </summary>
/// <param name="retries">How often; <see cref="Endless"/> for a service that has nothing better to do than to wait, a full disk included.</param>
/// <param name="away">Told why it waits.</param>
internal sealed class SteadyStorage(int retries, TimeProvider time, Action<string>? away = null)
{
    public const int Endless = int.MaxValue;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <exception cref="StorageException">Not to be had, or still not after the last try.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        var pause = FirstPause;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (StorageException e) when (attempt < retries && MayPass(e.Failure))
            {
                away?.Invoke(e.Message);
                await Task.Delay(pause, time, cancellation);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
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

    private bool MayPass(StorageFailure failure) => failure is StorageFailure.Unreachable or StorageFailure.Locked || (failure == StorageFailure.Full && retries == Endless);
}
