namespace ActorTrading.Market.Candles;

/// <summary>Two series into one by <see cref="CandleRule"/>. O(n), one pass.</summary>
public static class CandleMerge
{
    /// <param name="stored">Ascending; several versions of a candle may follow each other, the later arrival behind.</param>
    /// <param name="arrived">Ascending, likewise; every version in it arrived after those in <paramref name="stored"/>.</param>
    /// <returns>Strictly ascending.</returns>
    /// <exception cref="ArgumentException">A series does not ascend.</exception>
    public static Candle[] Merge(ReadOnlySpan<Candle> stored, ReadOnlySpan<Candle> arrived)
    {
        var merged = new Candle[stored.Length + arrived.Length];
        return merged[..Merge(stored, arrived, merged)];
    }

    /// <inheritdoc cref="Merge(ReadOnlySpan{Candle}, ReadOnlySpan{Candle})"/>
    /// <param name="into">At least as long as both together; its rows after those returned are undefined. Allocates nothing.</param>
    /// <returns>How many rows were written.</returns>
    public static int Merge(ReadOnlySpan<Candle> stored, ReadOnlySpan<Candle> arrived, Span<Candle> into)
    {
        if (into.Length < stored.Length + arrived.Length)
        {
            throw new ArgumentException($"Room for {stored.Length + arrived.Length} rows is needed, not {into.Length}.", nameof(into));
        }

        var count = 0;
        var last = long.MinValue;
        while (stored.Length > 0 || arrived.Length > 0)
        {
            var fromStored = arrived.Length == 0 || (stored.Length > 0 && stored[0].Bar.OpenTime <= arrived[0].Bar.OpenTime);
            ref readonly var next = ref fromStored ? ref stored[0] : ref arrived[0];
            var time = next.Bar.OpenTime;
            if (time > last)
            {
                into[count++] = next;
                last = time;
            }
            else if (time == last)
            {
                CandleRule.Decide(into[count - 1], next, out var kept);
                into[count - 1] = kept;
            }
            else
            {
                throw new ArgumentException($"The candle at {time} must not come after the one at {last}: both series must ascend.", fromStored ? nameof(stored) : nameof(arrived));
            }

            if (fromStored)
            {
                stored = stored[1..];
            }
            else
            {
                arrived = arrived[1..];
            }
        }

        return count;
    }
}
