using ActorTrading.Engine.Symbols;
using ActorTrading.Market;
using ActorTrading.Market.Labels;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Training;

/// <summary>A symbol's history as the live pipeline would have seen it: its feature rows and, per horizon, what became of each.</summary>
public sealed class SymbolRows
{
    private readonly Dictionary<Horizon, Outcome?[]> _outcomes;

    private SymbolRows(Symbol symbol, IReadOnlyList<FeatureRow> rows, Dictionary<Horizon, Outcome?[]> outcomes, IReadOnlyDictionary<string, long> refused)
    {
        Symbol = symbol;
        Rows = rows;
        _outcomes = outcomes;
        Refused = refused;
    }

    public Symbol Symbol { get; }

    public IReadOnlyList<FeatureRow> Rows { get; }

    /// <summary>Bars the gate refused, by reason.</summary>
    public IReadOnlyDictionary<string, long> Refused { get; }

    /// <summary>Runs bars of the decision timeframe, in order of time, through gate and features.</summary>
    public static SymbolRows From(Symbol symbol, ReadOnlyMemory<Bar> bars, EngineOptions options)
    {
        var pipeline = new SymbolPipeline(symbol, options);
        var rows = pipeline.Process(new BarBatch(symbol, options.DecisionTimeframe, bars, "history", bars.Length), 0, history: false).Rows.ToArray();
        var outcomes = new Dictionary<Horizon, Outcome?[]>();
        foreach (var horizon in options.Horizons)
        {
            outcomes[horizon] = OutcomesOf(rows, new OutcomeTracker(horizon, options.DecisionTimeframe, options.Thresholds));
        }

        var refused = RefusalReasons.All
            .Where(r => r != RefusalReason.None && pipeline.Counts[r] > 0)
            .ToDictionary(r => r.Name(), r => pipeline.Counts[r]);
        return new SymbolRows(symbol, rows, outcomes, refused);
    }

    /// <summary>What became of a row; null where it is not known, or a gap hides it.</summary>
    public Outcome? OutcomeOf(Horizon horizon, int row) => _outcomes[horizon][row];

    private static Outcome?[] OutcomesOf(FeatureRow[] rows, OutcomeTracker tracker)
    {
        var outcomes = new Outcome?[rows.Length];
        var resolved = new List<Outcome>();
        var next = 0;
        foreach (var row in rows)
        {
            resolved.Clear();
            tracker.Advance(row.Time, row.Price, resolved);
            foreach (var outcome in resolved)
            {
                outcomes[next++] = outcome.Missing ? null : outcome;
            }

            tracker.Open(row.Time, row.Price);
        }

        return outcomes;
    }
}
