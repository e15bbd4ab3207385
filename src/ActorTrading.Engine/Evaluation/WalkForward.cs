using ActorTrading.Engine.Events;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Predictors;
using ActorTrading.Engine.Training;
using ActorTrading.Market;

namespace ActorTrading.Engine.Evaluation;

/// <summary>
/// Walks a symbol's history bar by bar through the live predictor's own rules: forecast, wait for the outcome, learn. Offline, without actors,
/// and therefore as fast as the models are.
/// </summary>
public static class WalkForward
{
    /// <param name="from">Event time (µs) of the first forecast; what lies before only warms up volatility.</param>
    public static HorizonScore Run(
        SymbolRows history, Horizon horizon, long from, ModelSet models, EngineOptions options, CancellationToken cancellationToken = default)
    {
        var set = models.For(horizon);
        var predictor = new HorizonPredictor(horizon, options, set.Specs, set.BlendState);
        var scores = new ScoreKeeper(horizon, [.. set.Specs.Select(s => s.Name)], options.Forecast.IntervalLevel);
        predictor.Scored = scores.Add;
        var experts = set.Specs.Select(s => s.Create()).ToArray();
        var events = new List<ISymbolEvent>();
        var probabilities = new double[experts.Length * 3];
        foreach (var row in history.Rows)
        {
            if (row.Time < from)
            {
                predictor.Warm(row);
                foreach (var expert in experts)
                {
                    expert.Observe(row);
                }

                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            events.Clear();
            var labelled = predictor.Resolve(row, events);
            for (var i = 0; i < experts.Length; i++)
            {
                experts[i].Observe(row);
                foreach (var known in labelled)
                {
                    experts[i].Learn(known);
                }

                experts[i].Predict(row, probabilities.AsSpan(i * 3, 3));
            }

            predictor.Issue(row, probabilities);
        }

        return scores.Current(predictor.Weights);
    }
}
