using ActorTrading.Feeds.Exchanges;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Backfill;

/// <summary>Since when an exchange has an instrument, as far as it tells.</summary>
/// <param name="At">µs; null where it does not tell.</param>
/// <param name="Failure">Why nothing can be asked: the exchange does not know the instrument. Null otherwise.</param>
internal sealed record Listing(long? At, string? Failure)
{
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<Listing> AskAsync(IExchangeClient client, Reach reach, Symbol symbol, CancellationToken cancellation)
    {
        if (reach.Away is not null)
        {
            return new Listing(null, null);
        }

        try
        {
            var instrument = await client.GetInstrumentAsync(symbol, cancellation);
            reach.Answered();
            return instrument is null
                ? new Listing(null, $"{client.Name} has no instrument {symbol}: look at its name, or choose another exchange.")
                : new Listing(instrument.ListedAt, null);
        }
        catch (ExchangeException e) when (e.Failure == ExchangeFailure.UnknownInstrument)
        {
            return new Listing(null, e.Message);
        }
        catch (ExchangeException failure)
        {
            // The day of listing only saves requests: the candles themselves are asked for next, and report what is wrong.
            reach.Failed(failure);
            return new Listing(null, null);
        }
    }

    /// <summary>The part of a range in which the instrument was listed.</summary>
    public TimeRange Within(TimeRange range, Timeframe timeframe) =>
        At is { } at ? range with { From = Math.Clamp(timeframe.OpenOf(at), range.From, range.To) } : range;

    /// <summary>Tells the slots that lie before everything known, where the instrument is not known to have been listed earlier.</summary>
    /// <param name="range">The part of what was asked for in which the instrument was listed.</param>
    /// <param name="first">The first candle known in it; <see cref="long.MaxValue"/> where there is none.</param>
    /// <param name="older">What is stored before the range.</param>
    public async Task<Func<long, bool>> LeadsAsync(SeriesId series, TimeRange range, long first, Func<Task<IReadOnlyList<Candle>>> older)
    {
        var isListedEarlier = At is { } at && series.Timeframe.OpenOf(at) < range.From;
        return isListedEarlier || (await older()).Count > 0 ? _ => false : slot => slot < first;
    }
}
