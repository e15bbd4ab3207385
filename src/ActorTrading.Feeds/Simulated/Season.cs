namespace ActorTrading.Feeds.Simulated;

/// <summary>The week's habit: livelier around 15:00 UTC than around 03:00, and quieter at weekends.</summary>
internal static class Season
{
    private const int MinutesPerDay = 1440;
    private const int MinutesPerWeek = 7 * MinutesPerDay;
    private const int PeakMinute = 15 * 60;

    // The epoch was a Thursday.
    private const int FirstSaturday = 2;

    private static readonly double[] Levels = Build();

    /// <summary>Factor on the volatility of a minute since the epoch; its mean over the week is 1.</summary>
    public static double VolatilityOf(long minute) => Levels[minute % MinutesPerWeek];

    private static double[] Build()
    {
        var levels = new double[MinutesPerWeek];
        for (var minute = 0; minute < MinutesPerWeek; minute++)
        {
            var weekend = minute / MinutesPerDay is FirstSaturday or FirstSaturday + 1;
            levels[minute] = (1 + (0.3 * Wave(minute % MinutesPerDay))) * (weekend ? 0.8 : 1.08);
        }

        var mean = levels.Sum() / MinutesPerWeek;
        for (var minute = 0; minute < MinutesPerWeek; minute++)
        {
            levels[minute] /= mean;
        }

        return levels;
    }

    /// <summary>A day's cosine made of two parabolas: 1 at the peak, -1 half a day away.</summary>
    private static double Wave(int minute)
    {
        var u = (double)(minute - PeakMinute + (MinutesPerDay / 4) + MinutesPerDay) % MinutesPerDay / (MinutesPerDay / 2.0);
        return u < 1 ? 4 * u * (1 - u) : -4 * (u - 1) * (2 - u);
    }
}
