using ActorTrading.Market;

namespace ActorTrading.Storage.MarketData;

/// <summary>Signals that are alike, counted.</summary>
/// <param name="Band">Tenth of the confidence, 0 to 9.</param>
/// <param name="Judged">Of <paramref name="Count"/>, those whose outcome is known; the sums that follow are over these.</param>
/// <param name="Falling">Of those, where the price fell, by however little.</param>
/// <param name="Flat">Of those, where the label of the move is flat.</param>
/// <param name="Profit">Sum of the profits in percent.</param>
/// <param name="Return">Sum of the prices' own changes in percent.</param>
public sealed record SignalCount(Signal Signal, string Source, int Band, long Count, long Judged, long Hits, long Falling, long Rising, long Flat, double Profit, double Return);
