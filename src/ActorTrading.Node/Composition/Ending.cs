namespace ActorTrading.Node.Composition;

/// <summary>Ends what runs beside the forecasts without waiting for a database that does not answer: a statement on its way cannot be called back, and even asking for that can block.</summary>
internal static class Ending
{
    /// <param name="stop">Told to stop; may be disposed of only where this returns true.</param>
    /// <returns>Whether the work ended in time. What did not ends with the process; nothing that counts on it was acknowledged.</returns>
    public static async Task<bool> EndAsync(this Task work, CancellationTokenSource stop, TimeSpan within, TimeProvider clock)
    {
        try
        {
            await Task.WhenAll(stop.CancelAsync(), work).WaitAsync(within, clock);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
