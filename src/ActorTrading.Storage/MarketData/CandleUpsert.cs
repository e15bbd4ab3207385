using ActorTrading.Market.Candles;

namespace ActorTrading.Storage.MarketData;

/// <summary>Decides by <see cref="CandleRule"/> what is to be written of a batch, and counts.</summary>
internal sealed class CandleUpsert
{
    private readonly List<Candle> _revisions = [];
    private long _inserted;
    private long _updated;
    private long _unchanged;
    private long _outranked;

    public UpsertResult Result => new(_inserted, _revisions.Count, _unchanged, _outranked, _revisions) { Updated = _updated };

    /// <param name="stored">Ascending; of several at one time the rule picks the one that counts.</param>
    /// <param name="arrived">Ascending; of several at one time the later arrival stands behind.</param>
    /// <returns>What to insert and what to replace, each strictly ascending.</returns>
    public (List<Candle> Inserts, List<Candle> Replacements) Decide(List<Candle> stored, ReadOnlySpan<Candle> arrived)
    {
        var inserts = new List<Candle>(stored.Count == 0 ? arrived.Length : 0);
        List<Candle> replacements = [];
        var next = 0;
        for (var i = 0; i < arrived.Length;)
        {
            var time = arrived[i].OpenTime;
            while (next < stored.Count && stored[next].OpenTime < time)
            {
                next++;
            }

            var isStored = next < stored.Count && stored[next].OpenTime == time;
            var current = isStored ? stored[next] : arrived[i];
            for (next++; isStored && next < stored.Count && stored[next].OpenTime == time; next++)
            {
                CandleRule.Decide(current, stored[next], out current);
            }

            next = isStored ? next : next - 1;
            if (!isStored)
            {
                _inserted++;
                i++;
            }

            var isChanged = false;
            for (; i < arrived.Length && arrived[i].OpenTime == time; i++)
            {
                isChanged |= Count(CandleRule.Decide(current, arrived[i], out current), current);
            }

            if (!isStored)
            {
                inserts.Add(current);
            }
            else if (isChanged)
            {
                replacements.Add(current);
            }
        }

        return (inserts, replacements);
    }

    /// <returns>Whether there is something to write.</returns>
    private bool Count(CandleVerdict verdict, in Candle kept)
    {
        switch (verdict)
        {
            case CandleVerdict.Unchanged:
                _unchanged++;
                return false;
            case CandleVerdict.Outranked:
                _outranked++;
                return false;
            case CandleVerdict.Updated:
                _updated++;
                return true;
            default:
                _revisions.Add(kept);
                return true;
        }
    }
}
