using ActorTrading.Engine.Events;
using ActorTrading.Engine.Predictors;
using ActorTrading.Market;

namespace ActorTrading.Engine.Symbols;

/// <summary>What recovery found in the journal: the bars to forecast again, and which of their forecasts and failures are stored already.</summary>
internal sealed class RecoveredJournal
{
    private readonly List<ForecastRow> _rows = [];
    private readonly List<ModelFailed> _faults = [];
    private readonly HashSet<(Horizon Horizon, string Model, long Time)> _storedFaults = [];
    private readonly Dictionary<(Horizon Horizon, long Time), PredictionIssued> _issued = [];

    public void Add(IEnumerable<FeatureRow> rows, bool warm) => _rows.AddRange(rows.Select(r => new ForecastRow(r, warm, [], Recovering: true)));

    public void Add(ModelFailed failed) => _faults.Add(failed);

    public void Add(PredictionIssued issued) => _issued[(issued.Horizon, issued.Time)] = issued;

    /// <summary>The bars in order, each with the failures the journal knows for it; afterwards only what is stored is remembered.</summary>
    public IReadOnlyList<ForecastRow> TakeRows()
    {
        var faults = _faults.ToLookup(f => f.Time);
        var rows = _rows.Select(row => row with { Faults = [.. faults[row.Row.Time]] }).ToList();
        _storedFaults.UnionWith(_faults.Select(f => (f.Horizon, f.Model, f.Time)));
        _rows.Clear();
        _faults.Clear();
        return rows;
    }

    /// <summary>The stored forecast of a bar; null when a crash had cut it off.</summary>
    public PredictionIssued? TakeIssued(Horizon horizon, long time) => _issued.Remove((horizon, time), out var issued) ? issued : null;

    /// <summary>Bars of history have no prediction to be known by, but their failures may be in the journal.</summary>
    public bool Holds(ISymbolEvent derived) => derived switch
    {
        ModelFailed e => _storedFaults.Contains((e.Horizon, e.Model, e.Time)),
        ModelQuarantined e => _storedFaults.Contains((e.Horizon, e.Model, e.Time)),
        _ => false,
    };

    /// <summary>Recovery is over: from here on everything is new.</summary>
    public void Forget() => _storedFaults.Clear();
}
