using ActorTrading.Feeds.Simulated;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Tests.Simulated;

/// <summary>The stylised facts of crypto returns (Cont 2001), on a year of hourly bars.</summary>
public sealed class LifelikeTests
{
    private static readonly SimulatedMarket Market = new();
    private static readonly Dictionary<Symbol, Bar[]> Hours = Market.Symbols.ToDictionary(
        symbol => symbol,
        symbol => Market.History(symbol, Timeframe.H1, Market.Options.StartTime, Market.Options.StartTime + (365 * Timeframe.D1.Length)));

    [Fact]
    public void Returns_BeyondOnePercent_AreAsFrequentAsInReality()
    {
        foreach (var symbol in Market.Symbols)
        {
            var returns = ReturnsOf(symbol);
            Assert.InRange(returns.Count(r => Math.Abs(r) > 0.01) / (double)returns.Length, 0.06, 0.28);
        }
    }

    [Fact]
    public void Returns_Tails_AreFatterThanNormal()
    {
        foreach (var symbol in Market.Symbols)
        {
            var returns = ReturnsOf(symbol);
            var variance = returns.Average(r => r * r);
            Assert.True(returns.Average(r => r * r * r * r) / (variance * variance) > 5);
        }
    }

    [Fact]
    public void Returns_Size_IsPersistentAndDirectionHardly()
    {
        foreach (var symbol in Market.Symbols)
        {
            var returns = ReturnsOf(symbol);
            var sizes = returns.Select(Math.Abs).ToArray();
            Assert.InRange(Autocorrelation(sizes, 1), 0.2, 0.6);
            Assert.InRange(Autocorrelation(sizes, 24), 0.08, 0.5);
            Assert.True(Autocorrelation(sizes, 168) > 0.02);
            Assert.InRange(Autocorrelation(returns, 24), -0.06, 0.06);
        }
    }

    [Fact]
    public void Returns_OfTwoSymbols_MoveTogether()
    {
        foreach (var symbol in Market.Symbols.Skip(1))
        {
            Assert.InRange(Correlation(ReturnsOf(Market.Symbols[0]), ReturnsOf(symbol)), 0.4, 0.8);
        }
    }

    [Fact]
    public void Trades_PerMinute_AreAsAskedAndFollowTheDay()
    {
        var trades = Hours.Values.SelectMany(bars => bars).ToList();
        double MeanAt(int hour) => trades.Where(bar => bar.OpenTime / Timeframe.H1.Length % 24 == hour).Average(bar => bar.Trades);

        Assert.Equal(6, trades.Average(bar => bar.Trades) / 60.0, 0.6);
        Assert.True(MeanAt(15) > 1.4 * MeanAt(3));
        Assert.True(trades.Sum(bar => (double)bar.BuyVolume) / trades.Sum(bar => (double)bar.Volume) is > 0.45 and < 0.55);
    }

    private static double[] ReturnsOf(Symbol symbol) =>
        [.. Hours[symbol].Zip(Hours[symbol].Skip(1), (a, b) => Math.Log((double)b.Close / a.Close))];

    private static double Autocorrelation(double[] x, int lag) => Correlation(x[..^lag], x[lag..]);

    private static double Correlation(double[] x, double[] y)
    {
        var (mx, my) = (x.Average(), y.Average());
        var cross = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum();
        return cross / Math.Sqrt(x.Sum(a => (a - mx) * (a - mx)) * y.Sum(b => (b - my) * (b - my)));
    }
}
