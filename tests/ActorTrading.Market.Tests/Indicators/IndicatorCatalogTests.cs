using ActorTrading.Market.Indicators;

namespace ActorTrading.Market.Tests.Indicators;

public sealed class IndicatorCatalogTests
{
    [Fact]
    public void All_HasTheBreadthPromised()
    {
        Assert.True(IndicatorCatalog.All.Count >= 190, $"{IndicatorCatalog.All.Count} values");
        Assert.True(IndicatorCatalog.All.Select(d => d.Indicator + d.Parameters.Split(';')[0]).Distinct().Count() >= 120);
    }

    [Fact]
    public void All_NamesAreUniqueAndSnakeCase()
    {
        Assert.Equal(IndicatorCatalog.All.Count, IndicatorCatalog.All.Select(d => d.Name).Distinct().Count());
        Assert.All(IndicatorCatalog.All, d => Assert.Matches("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", d.Name));
        Assert.All(IndicatorCatalog.All.Index(), d => Assert.Equal(d.Index, IndicatorCatalog.IndexOf(d.Item.Name)));
        Assert.Throws<ArgumentException>(() => IndicatorCatalog.IndexOf("sma"));
    }

    [Fact]
    public void All_SayWhatTheyAre() => Assert.All(IndicatorCatalog.All, d =>
    {
        Assert.All([d.Indicator, d.Definition, d.Source, d.Unit, d.Range, d.Inputs], text => Assert.False(string.IsNullOrWhiteSpace(text), d.Name));
        Assert.True(d.WarmUpBars >= 1 && (d.ConvergenceBars is null || d.ConvergenceBars >= d.WarmUpBars), d.Name);
    });
}
