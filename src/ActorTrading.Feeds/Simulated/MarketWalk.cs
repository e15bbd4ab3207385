using ActorTrading.Market;

namespace ActorTrading.Feeds.Simulated;

/// <summary>Market and symbols, stepping together from the start.</summary>
internal sealed class MarketWalk
{
    private const long Minute = 60_000_000;

    public MarketWalk(SimulatedMarketOptions options, IReadOnlyList<Symbol> symbols)
    {
        Market = new MarketFactor(options.Seed);
        Paths = [.. symbols.Select(symbol => new SymbolPath(symbol, options))];
        NextMinute = options.StartTime / Minute;
    }

    public MarketFactor Market { get; }

    public IReadOnlyList<SymbolPath> Paths { get; }

    /// <summary>The minute since the epoch that the next step makes.</summary>
    public long NextMinute { get; private set; }

    public void Step()
    {
        Market.Step(NextMinute);
        for (var s = 0; s < Paths.Count; s++)
        {
            Paths[s].Step(NextMinute, Market);
        }

        NextMinute++;
    }
}
