using System.Text;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;

namespace ActorTrading.Feeds.Archives;

/// <summary>Rows of candles whose columns are found by the names in the header, in whatever order and spelling.</summary>
internal sealed class NamedCandles(CandleSchema schema)
{
    private readonly SchemaValidator _validator = new(CandleSource.Import);
    private readonly List<Finding> _findings = [];

    /// <returns>Null, or why the row cannot be used. How high and low relate to open and close is not looked at here.</returns>
    public RowFault? Read(ReadOnlySpan<byte> line, long row, out Bar bar)
    {
        _findings.Clear();
        _validator.TryRead(schema.Read(CsvColumns.Of(Encoding.UTF8.GetString(line))), row, _findings, out var candle);
        bar = candle.Bar;
        if (_findings.Find(f => f.Rule != FindingRule.OhlcRelation) is { } wrong)
        {
            return new RowFault(wrong.Rule, "row", LineReader.Show(line), wrong.Detail);
        }

        return candle.IsFinal ? null : new RowFault(FindingRule.OutOfRange, "row", LineReader.Show(line), "the candle is still forming");
    }
}
