namespace ActorTrading.Market.Candles;

/// <summary>
/// Which of two versions of a candle is kept; the one rule of the whole system. A final one beats a forming one. Of two alike in that, the greater
/// <see cref="CandleSources.Trust"/> wins; at equal trust the later arrival. Replacing a final candle by other values is a revision.
/// </summary>
/// <remarks>
/// Values are open, high, low, close and volume, and quote volume and trades where both versions tell them. Of equal values each detail that one
/// version tells is kept, and the more trusted source; that is no revision. Idempotent: what was decided once is unchanged when it arrives again.
/// </remarks>
public static class CandleRule
{
    /// <param name="stored">What is there.</param>
    /// <param name="arrived">Another version with the same open time. Its revision does not matter.</param>
    /// <param name="kept">What is to be there afterwards.</param>
    public static CandleVerdict Decide(in Candle stored, in Candle arrived, out Candle kept)
    {
        if (SameValues(stored.Bar, arrived.Bar))
        {
            return Join(stored, arrived, out kept);
        }

        if (stored.IsFinal != arrived.IsFinal ? stored.IsFinal : stored.Source.Trust() > arrived.Source.Trust())
        {
            kept = stored;
            return CandleVerdict.Outranked;
        }

        var verdict = stored.IsFinal ? CandleVerdict.Revised : CandleVerdict.Updated;
        kept = arrived with { Revision = stored.IsFinal ? stored.Revision + 1 : stored.Revision };
        return verdict;
    }

    /// <summary>Whether two versions of a bar say the same, as far as both tell.</summary>
    public static bool SameValues(in Bar left, in Bar right) =>
        ((left.Open ^ right.Open) | (left.High ^ right.High) | (left.Low ^ right.Low) | (left.Close ^ right.Close) | (left.Volume ^ right.Volume)) == 0
        && (left.Trades == right.Trades || left.Trades == 0 || right.Trades == 0)
        && (left.QuoteVolume == right.QuoteVolume || left.QuoteVolume == 0 || right.QuoteVolume == 0);

    private static CandleVerdict Join(in Candle stored, in Candle arrived, out Candle kept)
    {
        var bar = stored.Bar;
        var tellsMore = (bar.Trades == 0 && arrived.Bar.Trades != 0)
            || (bar.BuyVolume == 0 && arrived.Bar.BuyVolume != 0)
            || (bar.QuoteVolume == 0 && arrived.Bar.QuoteVolume != 0);
        var ends = arrived.IsFinal && !stored.IsFinal;
        var trusts = arrived.IsFinal == stored.IsFinal && arrived.Source.Trust() > stored.Source.Trust();
        if (!tellsMore && !ends && !trusts)
        {
            kept = stored;
            return CandleVerdict.Unchanged;
        }

        if (tellsMore)
        {
            bar = bar with
            {
                Trades = bar.Trades == 0 ? arrived.Bar.Trades : bar.Trades,
                BuyVolume = bar.BuyVolume == 0 ? arrived.Bar.BuyVolume : bar.BuyVolume,
                QuoteVolume = bar.QuoteVolume == 0 ? arrived.Bar.QuoteVolume : bar.QuoteVolume,
            };
        }

        kept = stored with { Bar = bar, IsFinal = stored.IsFinal || ends, Source = ends || trusts ? arrived.Source : stored.Source };
        return CandleVerdict.Updated;
    }
}
