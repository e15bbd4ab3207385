using ActorTrading.Market;

namespace ActorTrading.Node.Http;

/// <param name="Trades">0 where the source does not tell.</param>
internal sealed record BarResponse(string? OpenTime, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, int Trades)
{
    public static BarResponse From(Bar bar) => new(
        Times.Text(bar.OpenTime), Fixed.ToDecimal(bar.Open), Fixed.ToDecimal(bar.High), Fixed.ToDecimal(bar.Low), Fixed.ToDecimal(bar.Close),
        Fixed.ToDecimal(bar.Volume), bar.Trades);
}
