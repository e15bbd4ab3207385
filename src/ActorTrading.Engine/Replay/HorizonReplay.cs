using ActorTrading.Engine.Events;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Predictors;
using ActorTrading.Engine.Symbols;
using ActorTrading.Market;

namespace ActorTrading.Engine.Replay;

/// <summary>One horizon recomputed step by step: the predictor actor's rules in a plain loop.</summary>
internal sealed class HorizonReplay
{
    private readonly Horizon _horizon;
    private readonly HorizonPredictor _predictor;
    private readonly ModelSupervision _supervision;
    private readonly ModelSlot[] _slots;
    private readonly IForecastModel[] _models;
    private readonly double[] _probabilities;
    private readonly Dictionary<(string Model, long Time), ModelFailed> _faults;

    public HorizonReplay(Horizon horizon, EngineOptions options, HorizonModels models, IReadOnlyList<ModelFailed> faults)
    {
        _horizon = horizon;
        _supervision = options.Supervision;
        _predictor = new HorizonPredictor(horizon, options, models.Specs, models.BlendState);
        _slots = [.. models.Specs.Select((s, i) => new ModelSlot(i, s))];
        _models = [.. models.Specs.Select(s => s.Create())];
        _probabilities = new double[_models.Length * 3];
        _faults = faults.ToDictionary(f => (f.Model, f.Time));
    }

    public IReadOnlyList<ISymbolEvent> Step(FeatureRow row, bool warm)
    {
        var events = new List<ISymbolEvent>();
        IReadOnlyList<LabelledRow> labelled = [];
        if (warm)
        {
            _predictor.Warm(row);
        }
        else
        {
            labelled = _predictor.Resolve(row, events);
        }

        Array.Fill(_probabilities, double.NaN);
        foreach (var slot in _slots)
        {
            if (row.Time < slot.QuarantinedUntil)
            {
                continue;
            }

            if (_faults.TryGetValue((slot.Spec.Name, row.Time), out var fault))
            {
                _models[slot.Index] = slot.Spec.Create();
                events.Add(fault);
                if (slot.Count(row.Time, _supervision) is { } until)
                {
                    events.Add(new ModelQuarantined(_horizon, slot.Spec.Name, row.Time, until, slot.FailuresAtQuarantine));
                }

                continue;
            }

            var model = _models[slot.Index];
            model.Observe(row);
            foreach (var known in labelled)
            {
                model.Learn(known);
            }

            if (!warm)
            {
                model.Predict(row, _probabilities.AsSpan(slot.Index * 3, 3));
            }
        }

        if (!warm)
        {
            events.Add(_predictor.Issue(row, _probabilities));
        }

        return events;
    }
}
