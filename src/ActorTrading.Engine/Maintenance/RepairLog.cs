using System.Globalization;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Maintenance;

/// <summary>What was put right, as findings with their provenance; in a dry run what is left to be put right.</summary>
internal sealed class RepairLog(SeriesId series, string source, bool dryRun)
{
    private readonly List<StoredFinding> _done = [];
    private readonly List<Leftover> _left = [];

    public IReadOnlyList<StoredFinding> Done => _done;

    public IReadOnlyList<Leftover> Left => _left;

    /// <summary>Rows put right, or in a dry run to be put right.</summary>
    public long Count { get; private set; }

    /// <param name="now">µs.</param>
    public void Repaired(FindingRule rule, long time, string detail, long now)
    {
        Count++;
        if (dryRun)
        {
            Leave(rule, new TimeRange(time, time + series.Timeframe.Length), GapCause.Unknown, detail);
        }
        else
        {
            _done.Add(new StoredFinding(0, series, new Finding(rule, FindingSeverity.Error, FindingAction.Repaired, Row: -1, time, Count: 1, detail), GapCause.Unknown, source, now, now));
        }
    }

    /// <summary>What is wrong with a row that no candle can be.</summary>
    public static FindingRule RuleOf(in Bar unsound) => BarValidity.InRange(unsound) ? FindingRule.OhlcRelation : FindingRule.OutOfRange;

    public void Leave(FindingRule rule, TimeRange range, GapCause cause, string detail) => _left.Add(new Leftover(series, range, rule, cause, detail));

    /// <summary>The first value in which a stored bar is not what it should be, for people.</summary>
    public static string Difference(in Bar stored, in Bar published)
    {
        var (field, was, now) = stored switch
        {
            _ when stored.Open != published.Open => ("open", Fixed.ToDecimal(stored.Open), Fixed.ToDecimal(published.Open)),
            _ when stored.High != published.High => ("high", Fixed.ToDecimal(stored.High), Fixed.ToDecimal(published.High)),
            _ when stored.Low != published.Low => ("low", Fixed.ToDecimal(stored.Low), Fixed.ToDecimal(published.Low)),
            _ when stored.Close != published.Close => ("close", Fixed.ToDecimal(stored.Close), Fixed.ToDecimal(published.Close)),
            _ when stored.Volume != published.Volume => ("volume", Fixed.ToDecimal(stored.Volume), Fixed.ToDecimal(published.Volume)),
            _ when stored.QuoteVolume != published.QuoteVolume => ("quote volume", stored.QuoteVolume, published.QuoteVolume),
            _ => ("trades", stored.Trades, published.Trades),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{field} was {was:0.########}, the exchange publishes {now:0.########}");
    }
}
