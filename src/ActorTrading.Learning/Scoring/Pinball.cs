namespace ActorTrading.Learning.Scoring;

/// <summary>Loss of a quantile forecast, least on average for the true quantile (Koenker and Bassett 1978).</summary>
public static class Pinball
{
    /// <summary>Distances of values up to here are numbers.</summary>
    private const double Largest = 1e300;

    /// <summary>level · (y - q) when the outcome y is over the forecast q, (1 - level) · (q - y) else; in the outcome's unit.</summary>
    /// <param name="level">Which quantile was forecast, 0 to 1; at 0.5 the loss is half the absolute error.</param>
    /// <exception cref="ArgumentException">The level is out of range, or a value is not within ±1e300.</exception>
    public static double Loss(double level, double forecast, double outcome)
    {
        Check.Range(level, 0, 1, nameof(level));
        Check.Range(forecast, -Largest, Largest, nameof(forecast));
        Check.Range(outcome, -Largest, Largest, nameof(outcome));
        return outcome >= forecast ? level * (outcome - forecast) : (1 - level) * (forecast - outcome);
    }

    /// <summary>Mean loss over the cases.</summary>
    /// <exception cref="ArgumentException">Unequal lengths, no case, or a value out of range.</exception>
    public static double Mean(double level, ReadOnlySpan<double> forecasts, ReadOnlySpan<double> outcomes)
    {
        Check.Range(forecasts.Length, 1, int.MaxValue, "number of forecasts");
        Check.Length(outcomes.Length, forecasts.Length, nameof(outcomes));
        var sum = 0.0;
        for (var i = 0; i < forecasts.Length; i++)
        {
            sum += Loss(level, forecasts[i], outcomes[i]);
        }

        return sum / forecasts.Length;
    }
}
