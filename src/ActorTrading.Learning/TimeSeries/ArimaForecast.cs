namespace ActorTrading.Learning.TimeSeries;

/// <summary>What a model expects at one step ahead.</summary>
/// <param name="Mean">In the unit of the series.</param>
/// <param name="Variance">Of the error of <paramref name="Mean"/>, in the square of that unit; the parameters count as known.</param>
public readonly record struct ArimaForecast(double Mean, double Variance);
