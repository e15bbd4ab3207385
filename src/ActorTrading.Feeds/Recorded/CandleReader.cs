using ActorTrading.Market;

namespace ActorTrading.Feeds.Recorded;

/// <summary>Reads <c>open_time_ms,open,high,low,close,volume</c>. Whether the prices make sense is for the quality gate.</summary>
internal sealed class CandleReader(string path) : RowReader<Bar>(path, Columns)
{
    public const string Columns = "open_time_ms,open,high,low,close,volume";

    private protected override void Parse(ReadOnlySpan<byte> line, out Bar row)
    {
        var time = Time(ref line, "open_time_ms");
        var open = Number(ref line, "open");
        var high = Number(ref line, "high");
        var low = Number(ref line, "low");
        var close = Number(ref line, "close");
        var volumeText = Fields.Next(ref line, out var last);
        if (!last)
        {
            throw TooMany(line);
        }

        row = new Bar(time, open, high, low, close, Volume(volumeText, "volume"), BuyVolume: 0, QuoteVolume: 0m, Trades: 0);
    }
}
