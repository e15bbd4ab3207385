using ActorTrading.Market;

namespace ActorTrading.Storage.MarketData;

/// <summary>What a model could have known at the close of one candle, and what the price did afterwards.</summary>
/// <param name="Time">Close time of the candle, µs since the Unix epoch, UTC: from then on the features are known.</param>
/// <param name="CandleRevision">The revision of the candle that the features were computed from: another one there now means that they are stale.</param>
/// <param name="Price">The candle's close, scaled by 1e8.</param>
/// <param name="Schema">Version of the feature schema.</param>
/// <param name="Features">JSON object from feature name to number; null while the features are warming up.</param>
public sealed record TrainingRow(
    long Time,
    int CandleRevision,
    long Price,
    long Schema,
    string? Features,
    FuturePrice After1h,
    FuturePrice After4h,
    FuturePrice After24h)
{
    /// <summary>The horizons whose future is kept.</summary>
    public static IReadOnlyList<Horizon> Horizons { get; } = [Horizon.H1, Horizon.H4, Horizon.H24];

    /// <summary>A row whose future is not known yet.</summary>
    public static TrainingRow Of(long time, int candleRevision, long price, long schema, string? features) =>
        new(time, candleRevision, price, schema, features, default, default, default);

    /// <exception cref="ArgumentOutOfRangeException">Not one of <see cref="Horizons"/>.</exception>
    public FuturePrice After(Horizon horizon) => horizon.Minutes switch
    {
        60 => After1h,
        240 => After4h,
        1440 => After24h,
        _ => throw new ArgumentOutOfRangeException(nameof(horizon), horizon, "The future is kept at 1h, 4h and 24h."),
    };
}
