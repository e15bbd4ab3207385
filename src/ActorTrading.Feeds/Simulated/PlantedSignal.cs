namespace ActorTrading.Feeds.Simulated;

/// <summary>
/// The one foreseeable thing in the simulated market, in plain sight for whoever looks: over an hour the price keeps the direction of the last 24
/// hours and takes back some of the last hour. With c(0) the logarithm of the last hourly close, c(k) that of k hours before, and
/// s the root mean square of the last 24 hourly returns: <c>x = 0.2 (c(0)-c(24)) / (s sqrt 24) - 0.7 (c(0)-c(1)) / s</c>, cut off at ±1.5.
/// The hour's expected return is x times <see cref="SimulatedMarketOptions.Edge"/> standard deviations.
/// </summary>
public static class PlantedSignal
{
    /// <summary>Hourly closes needed.</summary>
    public const int Closes = 25;

    internal const double Limit = 1.5;
    private const double Momentum = 0.2;
    private const double Reversal = 0.7;

    /// <param name="logCloses">The natural logarithms of the last 25 hourly closes, oldest first.</param>
    /// <returns>x, from -1.5 to 1.5; 0 where the price has stood still for all 24 hours.</returns>
    public static double Of(ReadOnlySpan<double> logCloses)
    {
        if (logCloses.Length != Closes)
        {
            throw new ArgumentException($"The signal needs {Closes} hourly closes, not {logCloses.Length}.", nameof(logCloses));
        }

        var squares = 0.0;
        for (var i = 1; i < Closes; i++)
        {
            var step = logCloses[i] - logCloses[i - 1];
            squares += step * step;
        }

        if (squares == 0)
        {
            return 0;
        }

        // s sqrt 24 is the root of the sum of squares.
        var day = (logCloses[^1] - logCloses[0]) / Math.Sqrt(squares);
        var hour = (logCloses[^1] - logCloses[^2]) / Math.Sqrt(squares / (Closes - 1));
        return Math.Clamp((Momentum * day) - (Reversal * hour), -Limit, Limit);
    }
}
