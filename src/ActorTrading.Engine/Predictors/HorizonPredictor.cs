using ActorTrading.Engine.Events;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Symbols;
using ActorTrading.Learning.Baselines;
using ActorTrading.Learning.Blending;
using ActorTrading.Market;
using ActorTrading.Market.Labels;

namespace ActorTrading.Engine.Predictors;

/// <summary>
/// The rules of one horizon, without actors: which forecasts have met their outcome, how the experts' answers become a forecast.
/// The live predictor and the offline evaluation call the same two steps per decision bar: <see cref="Resolve"/>, then <see cref="Issue"/>.
/// </summary>
public sealed class HorizonPredictor
{
    private readonly EngineOptions _options;
    private readonly IReadOnlyList<ModelSpec> _models;
    private readonly BlendedForecaster _blend;
    private readonly OutcomeTracker _outcomes;
    private readonly EwmaStudentT _volatility;
    private readonly Queue<PendingForecast> _pending = new();
    private readonly List<Outcome> _resolved = [];
    private readonly List<LabelledRow> _labelled = [];
    private readonly double _barsAhead;

    /// <param name="blend">State the blend starts from, as training left it; null for none.</param>
    public HorizonPredictor(Horizon horizon, EngineOptions options, IReadOnlyList<ModelSpec> models, byte[]? blend)
    {
        Horizon = horizon;
        _options = options;
        _models = models;
        _blend = new BlendedForecaster(options.Forecast.BlendFor(horizon, options.DecisionTimeframe), [.. models.Select(m => new ExpertPrior(m.Name, m.InitialWeight))]);
        if (blend is not null)
        {
            Serialized.Into(blend, _blend.Load);
        }

        _outcomes = new OutcomeTracker(horizon, options.DecisionTimeframe, options.Thresholds);
        _volatility = new EwmaStudentT(VolatilityModel.OptionsFor(options.DecisionTimeframe));
        _barsAhead = horizon.Length / (double)options.DecisionTimeframe.Length;
    }

    public Horizon Horizon { get; }

    /// <summary>Forecasts whose outcome is not known yet.</summary>
    public int Pending => _pending.Count;

    /// <summary>The weights as the next forecast would use them with every expert awake.</summary>
    public double[] Weights => _blend.Weights.ToArray();

    /// <summary>Called for every forecast that met an outcome; for scores.</summary>
    public Action<PendingForecast, Outcome>? Scored { get; set; }

    /// <summary>Lets a bar before the first forecast warm up the volatility.</summary>
    public void Warm(FeatureRow row) => _volatility.Update(row.BarReturn);

    /// <summary>
    /// Settles what the close of <paramref name="row"/> makes known: outcomes become events, the blend learns.
    /// Returns the rows the models may learn now; the list is valid until the next call.
    /// </summary>
    public IReadOnlyList<LabelledRow> Resolve(FeatureRow row, List<ISymbolEvent> events)
    {
        _resolved.Clear();
        _labelled.Clear();
        _outcomes.Advance(row.Time, row.Price, _resolved);
        var changed = false;
        foreach (var outcome in _resolved)
        {
            var pending = _pending.Dequeue();
            if (pending.Row.Time != outcome.Time)
            {
                throw new InvalidOperationException($"Outcome of {outcome.Time} met the forecast of {pending.Row.Time}.");
            }

            events.Add(new OutcomeObserved(Horizon, outcome.Time, outcome.OutcomeTime, outcome.Return, outcome.Move, outcome.Missing));
            if (outcome.Missing)
            {
                continue;
            }

            _blend.Observe(pending.Forecast, (int)outcome.Move, outcome.Return);
            _labelled.Add(new LabelledRow(pending.Row, outcome.Move, outcome.Return));
            Scored?.Invoke(pending, outcome);
            changed = true;
        }

        if (changed)
        {
            events.Add(new WeightsChanged(Horizon, row.Time, Weights));
        }

        return _labelled;
    }

    /// <summary>Blends the experts' answers into the forecast of this row.</summary>
    /// <param name="expertProbabilities">Experts x 3, row-major, in the models' order; a row of NaN for an expert that did not answer.</param>
    public PredictionIssued Issue(FeatureRow row, ReadOnlySpan<double> expertProbabilities)
    {
        _volatility.Update(row.BarReturn);
        var forecast = _blend.Forecast(expertProbabilities, _volatility.Scale(_barsAhead));
        _outcomes.Open(row.Time, row.Price);
        _pending.Enqueue(new PendingForecast(row, forecast));

        var answered = false;
        var shares = new ExpertShare[_models.Count];
        for (var i = 0; i < shares.Length; i++)
        {
            answered |= !double.IsNaN(expertProbabilities[i * 3]);
            shares[i] = new ExpertShare(_models[i].Name, _models[i].Version, forecast.Weights[i]);
        }

        var (signal, fallback) = SignalRule.Decide(forecast.Probabilities, answered, _options.Forecast.ConfidenceThreshold);
        return new PredictionIssued(
            Horizon, row.Time, row.Price, [.. forecast.Probabilities], forecast.ExpectedReturn, forecast.IntervalLow, forecast.IntervalHigh,
            forecast.Confidence, signal, fallback, shares);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write((byte)1);
        _blend.Save(writer);
        _outcomes.Save(writer);
        _volatility.Save(writer);
        writer.Write(_pending.Count);
        foreach (var pending in _pending)
        {
            pending.Save(writer);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are not such a state.</exception>
    public void Load(BinaryReader reader)
    {
        var version = reader.ReadByte();
        if (version != 1)
        {
            throw new InvalidDataException($"Version {version} of a predictor's state is unknown here.");
        }

        _blend.Load(reader);
        _outcomes.Load(reader);
        _volatility.Load(reader);
        _pending.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            _pending.Enqueue(PendingForecast.Load(reader));
        }
    }
}
