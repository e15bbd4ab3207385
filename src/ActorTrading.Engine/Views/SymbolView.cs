using ActorTrading.Engine.Events;
using ActorTrading.Engine.Predictors;
using ActorTrading.Engine.Symbols;
using ActorTrading.Market;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Views;

/// <summary>What is known of a symbol right now, for readers on any thread. Written by the symbol's actor only, after the facts are on disk.</summary>
public sealed class SymbolView
{
    private readonly Dictionary<Horizon, PredictionIssued> _latest = [];
    private readonly Dictionary<Horizon, HorizonScore> _scores = [];
    private readonly Lock _lock = new();
    private readonly MarketView _market;
    private long _refused;
    private FedState _fed = new(0, 0, 0, new Dictionary<string, long>(), []);

    internal SymbolView(Symbol symbol, BarHistory bars, MarketView market)
    {
        Symbol = symbol;
        Bars = bars;
        _market = market;
    }

    public Symbol Symbol { get; }

    public BarHistory Bars { get; }

    public FedState Fed() => Volatile.Read(ref _fed);

    /// <summary>The newest forecast of each horizon, shortest first.</summary>
    public IReadOnlyList<PredictionIssued> Latest()
    {
        lock (_lock)
        {
            return [.. _latest.Values.OrderBy(p => p.Horizon)];
        }
    }

    public IReadOnlyDictionary<Horizon, HorizonScore> Scores()
    {
        lock (_lock)
        {
            return new SortedDictionary<Horizon, HorizonScore>(_scores);
        }
    }

    internal long LatestPlausibleTime => _market.LatestPlausibleTime();

    internal void Fed(SymbolPipeline pipeline)
    {
        // Once per batch, and a batch may be a single tick: refusals and jumps are copied only when there are new ones.
        var last = _fed;
        var refused = pipeline.Counts.Refused;
        var isSameJumps = last.Jumps.Count == pipeline.Jumps.Count && (last.Jumps.Count == 0 || last.Jumps[^1] == pipeline.Jumps[^1]);
        Volatile.Write(ref _fed, new FedState(
            pipeline.LastTime, pipeline.LastPrice, pipeline.Counts.Accepted,
            refused == _refused ? last.Refused : ByName(pipeline.Counts),
            isSameJumps ? last.Jumps : [.. pipeline.Jumps]));
        _refused = refused;
        _market.Saw(pipeline.LastTime);
    }

    /// <summary>A forecast that has just been stored.</summary>
    internal void Publish(PredictionIssued issued)
    {
        Restore(issued);
        _market.OnPublished(Symbol, issued);
    }

    /// <summary>A forecast found in the journal: it is to be seen again, but it is no news.</summary>
    internal void Restore(PredictionIssued issued)
    {
        lock (_lock)
        {
            if (!_latest.TryGetValue(issued.Horizon, out var newest) || newest.Time <= issued.Time)
            {
                _latest[issued.Horizon] = issued;
            }
        }
    }

    internal void Score(Horizon horizon, HorizonScore score)
    {
        lock (_lock)
        {
            _scores[horizon] = score;
        }
    }

    private static SortedDictionary<string, long> ByName(RefusalCounts counts) => new(
        RefusalReasons.All.Where(r => r != RefusalReason.None && counts[r] > 0).ToDictionary(r => r.Name(), r => counts[r]), StringComparer.Ordinal);

    /// <param name="LastTime">Event time of the newest accepted row, µs; 0 before the first.</param>
    /// <param name="LastPrice">Its price, scaled.</param>
    public sealed record FedState(
        long LastTime, long LastPrice, long Accepted, IReadOnlyDictionary<string, long> Refused, IReadOnlyList<FeedJump> Jumps);
}
