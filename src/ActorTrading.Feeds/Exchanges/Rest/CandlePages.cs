using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>Puts the candles of pages together: in any order, with repeats.</summary>
internal sealed class CandlePages
{
    private readonly Dictionary<long, Candle> _candles = [];

    /// <summary>A final candle replaces a forming one; of two forming ones the later is kept.</summary>
    /// <param name="asked">Where all candles of the page must open.</param>
    /// <exception cref="AnswerFormatException">A candle was not asked for, or two final ones of one open time differ; nothing was added.</exception>
    public void Add(IReadOnlyList<Candle> page, TimeRange asked)
    {
        var merged = new Dictionary<long, Candle>(page.Count);
        foreach (var candle in page)
        {
            if (!asked.Contains(candle.OpenTime))
            {
                throw new AnswerFormatException($"a candle that opens at {candle.OpenTime / 1000} ms, where none was asked for");
            }

            if ((!merged.TryGetValue(candle.OpenTime, out var known) && !_candles.TryGetValue(candle.OpenTime, out known)) || !known.IsFinal)
            {
                merged[candle.OpenTime] = candle;
            }
            else if (candle.IsFinal && candle != known)
            {
                throw new AnswerFormatException($"two final candles that differ open at {candle.OpenTime / 1000} ms");
            }
        }

        foreach (var (time, candle) in merged)
        {
            _candles[time] = candle;
        }
    }

    /// <summary>Ascending.</summary>
    public IReadOnlyList<Candle> In(TimeRange range)
    {
        var candles = _candles.Values.Where(candle => range.Contains(candle.OpenTime)).ToArray();
        Array.Sort(candles, static (a, b) => a.OpenTime.CompareTo(b.OpenTime));
        return candles;
    }
}
