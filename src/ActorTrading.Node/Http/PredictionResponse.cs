using ActorTrading.Engine.Events;
using ActorTrading.Engine.Views;
using ActorTrading.Market;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;

namespace ActorTrading.Node.Http;

/// <summary>One forecast.</summary>
/// <param name="IssuedAt">Close of the bar it was made on, the market's time.</param>
/// <param name="ValidUntil">End of the horizon.</param>
/// <param name="Price">The price it starts from.</param>
/// <param name="PredictedReturn">Mean simple return over the horizon; 0.01 is 1 %.</param>
/// <param name="Confidence">The largest of the probabilities.</param>
/// <param name="Fallback">The answer is the conservative one, HOLD, because of <paramref name="FallbackReason"/>.</param>
/// <param name="DataAgeSeconds">Market time since the newest row of this symbol.</param>
/// <param name="Stale">A newer forecast should have come by now; <paramref name="StaleReason"/> says since when.</param>
internal sealed record PredictionResponse(
    string Symbol,
    string Horizon,
    string? IssuedAt,
    string? ValidUntil,
    decimal Price,
    ProbabilitiesResponse Probabilities,
    double PredictedReturn,
    IntervalResponse Interval,
    double Confidence,
    Signal Signal,
    bool Fallback,
    string? FallbackReason,
    IReadOnlyList<ExpertResponse> Experts,
    double DataAgeSeconds,
    bool Stale,
    string? StaleReason,
    string Source,
    bool Simulated)
{
    public static PredictionResponse From(SymbolView view, PredictionIssued p, long now, NodeRuntime runtime, NodeOptions node)
    {
        var overdue = now - p.Time - runtime.Engine.DecisionTimeframe.Length;
        var stale = overdue > EngineSettings.Micros(node.Forecast.StaleAfter);
        return new PredictionResponse(
            view.Symbol.Value,
            p.Horizon.Name,
            Times.Text(p.Time),
            Times.Text(p.Time + p.Horizon.Length),
            Fixed.ToDecimal(p.Price),
            new ProbabilitiesResponse(p.Probabilities[0], p.Probabilities[1], p.Probabilities[2]),
            p.ExpectedReturn,
            new IntervalResponse(runtime.Engine.Forecast.IntervalLevel, p.IntervalLow, p.IntervalHigh),
            p.Confidence,
            p.Signal,
            p.FallbackReason is not null,
            p.FallbackReason,
            [.. p.Experts.Select(e => new ExpertResponse(e.Name, e.Version, e.Weight))],
            Math.Max(0, now - view.Fed().LastTime) / 1e6,
            stale,
            stale ? FormattableString.Invariant($"the next forecast is overdue by {overdue / 60e6:0} min of market time: the feed has stopped or is silent") : null,
            runtime.Feed.Feed.Name,
            runtime.Feed.Feed.IsSimulated);
    }
}
