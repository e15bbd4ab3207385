using ActorTrading.Market.Quality;
using ActorTrading.Market.Tests.Recorded;

namespace ActorTrading.Market.Tests.Quality;

public sealed class CrossTimeframeCheckTests
{
    [Theory]
    [InlineData("BTC-USDT.5m.2024.csv.gz", "BTC-USDT.1h.2020-2024.csv.gz", "5m", 5980, 5980)]
    [InlineData("ETH-USDT.5m.2024.csv.gz", "ETH-USDT.1h.2020-2024.csv.gz", "5m", 5980, 5980)]
    [InlineData("SOL-USDT.5m.2024.csv.gz", "SOL-USDT.1h.2020-2024.csv.gz", "5m", 6002, 6002)]
    [InlineData("XRP-USDT.5m.2024.csv.gz", "XRP-USDT.1h.2020-2024.csv.gz", "5m", 6002, 6002)]
    public void Compare_RecordedFiles_RollUpAsDescribed(string finer, string coarser, string timeframe, long compared, long identical)
    {
        var result = CrossTimeframeCheck.Compare(RecordedRows.Bars(finer), Timeframe.Parse(timeframe), RecordedRows.Bars(coarser), Timeframe.H1);

        Assert.Equal((compared, identical), (result.Compared, result.Identical));
        Assert.Equal(compared - identical, result.Findings.Count);
    }

    [Fact]
    public void Compare_RecordedBitmexHours_OneOfThoseWithEqualPricesHasAnotherVolume()
    {
        var result = CrossTimeframeCheck.Compare(
            RecordedRows.Bars("XBT-USD.1m.2016-2019.csv.gz"), Timeframe.M1, RecordedRows.Bars("XBT-USD.1h.2015-2019.csv.gz"), Timeframe.H1);

        Assert.Equal((19295, 19150), (result.Compared, result.Identical));
        Assert.Equal(19151, result.Identical + result.Findings.Count(f => f.Detail.StartsWith("volume", StringComparison.Ordinal)));
    }

    [Fact]
    public void Compare_OtherValue_NamesFieldValueAndWhatIsRight()
    {
        var finer = Enumerable.Range(0, 10).Select(i => new Bar(i * Timeframe.M1.Length, 200, 300 + i, 100, 200, 10, 0, 0, 0)).ToArray();
        Bar[] coarser = [new(0, 200, 304, 100, 200, 50, 0, 0, 0), new(Timeframe.M5.Length, 200, 400, 100, 200, 50, 0, 0, 0)];

        var result = CrossTimeframeCheck.Compare(finer, Timeframe.M1, coarser, Timeframe.M5);

        var finding = Assert.Single(result.Findings);
        Assert.Equal((FindingRule.CrossTimeframe, 1L, Timeframe.M5.Length), (finding.Rule, finding.Row, finding.Time));
        Assert.Equal("high 0.000004: bars of 1m make 0.00000309", finding.Detail);
    }

    [Fact]
    public void Compare_PartOfTheFinerBarsMissing_IsNoComparison()
    {
        var finer = Enumerable.Range(0, 10).Where(i => i != 3).Select(i => new Bar(i * Timeframe.M1.Length, 2, 3, 1, 2, 10, 0, 0, 0)).ToArray();
        Bar[] coarser = [new(0, 9, 9, 9, 9, 9, 0, 0, 0), new(Timeframe.M5.Length, 2, 3, 1, 2, 50, 0, 0, 0)];

        Assert.Equal((1, 1), CrossTimeframeCheck.Compare(finer, Timeframe.M1, coarser, Timeframe.M5) is var r ? (r.Compared, r.Identical) : default);
    }

    [Fact]
    public void Compare_ToShorterBars_IsRefused() =>
        Assert.Throws<ArgumentException>(() => CrossTimeframeCheck.Compare([], Timeframe.H1, [], Timeframe.M5));
}
