using ActorTrading.Actors;
using ActorTrading.Engine.Symbols;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Synchronisation;

/// <summary>Hands corrections to the symbols; a symbol that restarts meanwhile is told again.</summary>
/// <param name="market">The <see cref="MarketActor"/>.</param>
/// <param name="within">How long an answer is waited for before it is told again.</param>
public sealed class SymbolCorrections(IActorRef market, TimeSpan within)
{
    private long _changed;

    /// <summary>Corrections that changed what a symbol knew.</summary>
    public long Changed => Interlocked.Read(ref _changed);

    /// <summary>Returns when every symbol has answered.</summary>
    public async Task TellAsync(SeriesId series, IReadOnlyList<Candle> candles, CancellationToken cancellation)
    {
        foreach (var candle in candles)
        {
            if ((await TellAsync(new BarCorrection(series, candle), cancellation)).Changed)
            {
                Interlocked.Increment(ref _changed);
            }
        }
    }

    private async Task<CorrectionStored> TellAsync(BarCorrection correction, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await market.Ask<CorrectionStored>(correction, within, cancellation);
            }
            catch (AskTimeoutException)
            {
                // Recovering, or down for a while; the next try finds it or waits again.
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }
}
