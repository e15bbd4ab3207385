using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Node.Http;

/// <param name="QuoteVolume">0 where the source does not tell, as are the trades.</param>
/// <param name="Final">False while the candle is still forming.</param>
internal sealed record CandleResponse(
    string? OpenTime, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, decimal QuoteVolume, int Trades, string Source, bool Final, int Revision)
{
    public const string Header = "open_time,open,high,low,close,volume,quote_volume,trades,source,final,revision";

    public static CandleResponse From(Candle candle) => new(
        Times.Text(candle.OpenTime), Fixed.ToDecimal(candle.Bar.Open), Fixed.ToDecimal(candle.Bar.High), Fixed.ToDecimal(candle.Bar.Low), Fixed.ToDecimal(candle.Bar.Close),
        Fixed.ToDecimal(candle.Bar.Volume), Short(candle.Bar.QuoteVolume), candle.Bar.Trades, candle.Source.Name(), candle.IsFinal, candle.Revision);

    public string Line() => FormattableString.Invariant(
        $"{OpenTime},{Open},{High},{Low},{Close},{Volume},{QuoteVolume},{Trades},{Source},{(Final ? "true" : "false")},{Revision}");

    /// <summary>Without the zeros at the end that a database may add.</summary>
    private static decimal Short(decimal value) => value / 1.0000000000000000000000000000m;
}
