using ActorTrading.Engine.Events;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Predictors;
using ActorTrading.Engine.Training;
using ActorTrading.Learning;
using ActorTrading.Market;
using ActorTrading.Market.Labels;

namespace ActorTrading.Engine.Evaluation;

/// <summary>
/// Walks a symbol's history bar by bar through the live predictor's own rules: forecast, wait for the outcome, learn. Offline, without actors,
/// and therefore as fast as the models are.
/// </summary>
public static class WalkForward
{
    private const long Day = 86_400_000_000;

    private const int BlockHorizons = 5;

    /// <param name="from">Event time (µs) of the first forecast; what lies before only warms up volatility.</param>
    public static WalkResult Run(
        SymbolRows history, Horizon horizon, long from, ModelSet models, EngineOptions options, CancellationToken cancellationToken = default)
    {
        var set = models.For(horizon);
        var predictor = new HorizonPredictor(horizon, options, set.Specs, set.BlendState);
        var scores = new ScoreKeeper(horizon, [.. set.Specs.Select(s => s.Name)], options.Forecast.IntervalLevel);
        var forecasts = new List<ScoredForecast>();
        var names = set.Specs.Select(s => s.Name).ToList();
        var (baseRatesAt, ewmaAt) = (names.IndexOf(OnlineModel.BaseRatesName), names.IndexOf(VolatilityModel.ModelName));
        predictor.Scored = (pending, outcome) =>
        {
            scores.Add(pending, outcome);
            forecasts.Add(ScoredOf(pending, outcome, baseRatesAt, ewmaAt));
        };
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

        // Volatility clusters for days, outcomes overlap for the horizon.
        var block = BlockHorizons * Math.Max(horizon.Length, Day) / options.DecisionTimeframe.Length;
        return new WalkResult(scores.Current(predictor.Weights), forecasts, (int)block);
    }

    private static ScoredForecast ScoredOf(PendingForecast pending, Outcome outcome, int baseRatesAt, int ewmaAt)
    {
        var forecast = pending.Forecast;
        var actual = (int)outcome.Move;
        return new ScoredForecast(
            outcome.Time,
            Probabilities.LogLoss(forecast.Probabilities[actual]),
            LossOf(baseRatesAt),
            LossOf(ewmaAt),
            forecast.Scale,
            outcome.Return >= forecast.IntervalLow && outcome.Return <= forecast.IntervalHigh);

        double LossOf(int expert) => expert < 0 || double.IsNaN(forecast.ExpertProbabilities[expert * 3])
            ? double.NaN
            : Probabilities.LogLoss(forecast.ExpertProbabilities[(expert * 3) + actual]);
    }
}
