using ActorTrading.Engine.Predictors;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Backtesting;

/// <summary>What came of a recorded feed on its way through the live actors.</summary>
/// <param name="Refused">Rows by reason.</param>
/// <param name="Bars">Closed bars by timeframe.</param>
/// <param name="Hash">Over bars, predictions and weights: the same input gives the same.</param>
/// <param name="Jumps">Discontinuities of the feed, by symbol.</param>
/// <param name="Scores">By symbol and horizon, for horizons whose outcomes were seen.</param>
public sealed record BacktestReport(
    long Accepted,
    IReadOnlyDictionary<string, long> Refused,
    IReadOnlyDictionary<string, long> Bars,
    long Predictions,
    string Hash,
    IReadOnlyDictionary<string, IReadOnlyList<FeedJump>> Jumps,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, HorizonScore>> Scores);
