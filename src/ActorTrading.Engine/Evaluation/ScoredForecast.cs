namespace ActorTrading.Engine.Evaluation;

/// <summary>What one forecast of a walk was worth, beside the two humble experts on the same row.</summary>
/// <param name="Time">Event time of the forecast in µs.</param>
/// <param name="LogLoss">In nats.</param>
/// <param name="BaseRateLogLoss">Of the rolling base rates; NaN when they did not answer.</param>
/// <param name="EwmaLogLoss">Of the fat-tailed EWMA expert; NaN when it did not answer.</param>
/// <param name="Scale">Predicted standard deviation of the return over the horizon.</param>
/// <param name="Covered">Whether the return came to lie within the interval.</param>
public readonly record struct ScoredForecast(long Time, double LogLoss, double BaseRateLogLoss, double EwmaLogLoss, double Scale, bool Covered);
