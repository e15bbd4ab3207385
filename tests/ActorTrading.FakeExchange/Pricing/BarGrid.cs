using ActorTrading.Market;

namespace ActorTrading.FakeExchange.Pricing;

/// <summary>Where bars begin: every <paramref name="Length"/>, counted from <paramref name="Offset"/>; both µs. The length divides a day.</summary>
internal readonly record struct BarGrid(long Length, long Offset = 0)
{
    public static BarGrid Of(Timeframe timeframe) => new(timeframe.Length);

    public static BarGrid Minutes(int minutes, int offsetHours = 0) => new(minutes * MarketPhase.Minute, offsetHours * 60 * MarketPhase.Minute);

    public long OpenOf(long time) => (Math.DivRem(time - Offset, Length).Quotient * Length) + Offset;
}
