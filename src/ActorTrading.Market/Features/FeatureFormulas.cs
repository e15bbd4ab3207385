namespace ActorTrading.Market.Features;

/// <summary>Turns the inputs of one bar into its feature row. Pure; every value is finite. The order is that of <see cref="FeatureCatalog"/>.</summary>
internal static class FeatureFormulas
{
    /// <summary>Added inside logs of ranges and of largest returns: 0.0001 %.</summary>
    public const double Floor = 1e-6;

    private const double VarianceFloor = Floor * Floor;
    private const long Day = 86_400_000_000;

    public static void Fill(FeatureInputs x, Span<double> row)
    {
        var at = 0;
        var sigma = Math.Sqrt((x.SquaresDay / x.CountDay) + VarianceFloor);
        Volatility(x, row, ref at);
        Shape(x, row, ref at);
        Calendar(x, row, ref at);
        Momentum(x, sigma, row, ref at);
        Oscillators(x, sigma, row, ref at);
        Position(x, sigma, row, ref at);
        Volume(x, row, ref at);
    }

    private static void Volatility(FeatureInputs x, Span<double> row, ref int at)
    {
        var hours4 = LogRoot(x.SquaresHours4, x.CountHours4);
        var day = LogRoot(x.SquaresDay, x.CountDay);
        var week = LogRoot(x.SquaresWeek, x.CountWeek);
        row[at++] = LogRoot(x.Terms.Return * x.Terms.Return, 1);
        row[at++] = LogRoot(x.SquaresSix, x.CountSix);
        row[at++] = hours4;
        row[at++] = LogRoot(x.SquaresHours12, x.CountHours12);
        row[at++] = day;
        row[at++] = LogRoot(x.SquaresDays3, x.CountDays3);
        row[at++] = week;
        foreach (var variance in x.Variances)
        {
            row[at++] = LogRoot(variance, 1);
        }

        row[at++] = LogRoot(x.ParkinsonHours4, x.CountHours4);
        row[at++] = LogRoot(x.ParkinsonDay, x.CountDay);
        row[at++] = LogRoot(x.ParkinsonWeek, x.CountWeek);
        row[at++] = LogRoot(x.GarmanKlassHours4, x.CountHours4);
        row[at++] = LogRoot(x.GarmanKlassDay, x.CountDay);
        row[at++] = Math.Log((x.AverageRange / x.Terms.Close) + Floor);
        row[at++] = Math.Log(((x.RangeSix / x.CountSix) + Floor) / ((x.RangeDays3 / x.CountDays3) + Floor));
        row[at++] = x.Terms.LogRange;
        row[at++] = Math.Log(Math.Log(x.HighDay / x.LowDay) + Floor);
        row[at++] = Math.Log(Math.Log(x.HighWeek / x.LowWeek) + Floor);
        row[at++] = Deviation(x.LogRangeDay, x.LogRangeSquaresDay, x.CountDay);
        row[at++] = hours4 - day;
        row[at++] = day - week;
        row[at++] = Math.Log(x.LargestSix + Floor);
        row[at++] = Math.Log(x.LargestTwentyFour + Floor);
        row[at++] = Math.Log(x.LargestWeek + Floor);
    }

    private static void Shape(FeatureInputs x, Span<double> row, ref int at)
    {
        var floor = VarianceFloor * x.CountDay;
        var square = (x.SquaresDays3 / x.CountDays3) + VarianceFloor;
        row[at++] = Math.Log((x.UpSquaresDay + floor) / (x.DownSquaresDay + floor));
        row[at++] = x.LagProductsDay / (x.SquaresDay + floor);
        row[at++] = x.CubesDays3 / x.CountDays3 / (square * Math.Sqrt(square));
        row[at++] = Math.Log(1 + (x.FourthsDays3 / x.CountDays3 / (square * square)));
        row[at++] = x.Terms.Body;
        row[at++] = x.Terms.Shadow;
    }

    private static void Calendar(FeatureInputs x, Span<double> row, ref int at)
    {
        var inDay = x.CloseTime % Day;
        var day = x.CloseTime / Day;
        if (inDay < 0)
        {
            inDay += Day;
            day--;
        }

        // 1970-01-01 was a Thursday; Monday is 0.
        var weekday = (int)((((day + 3) % 7) + 7) % 7);
        var hour = 2 * Math.PI * inDay / Day;
        var week = 2 * Math.PI * (weekday + ((double)inDay / Day)) / 7;
        row[at++] = Math.Sin(hour);
        row[at++] = Math.Cos(hour);
        row[at++] = Math.Sin(2 * hour);
        row[at++] = Math.Cos(2 * hour);
        row[at++] = Math.Sin(week);
        row[at++] = Math.Cos(week);
        row[at++] = weekday >= 5 ? 1 : 0;
        var season = Math.Log(x.SeasonNext);
        row[at++] = season;
        row[at++] = Math.Log(x.SeasonNext4Hours);
        row[at++] = LogRoot(x.Variances[1], 1) + season;
        row[at++] = Math.Log(1 + x.Terms.MissingBars);
    }

    private static void Momentum(FeatureInputs x, double sigma, Span<double> row, ref int at)
    {
        for (var i = 0; i < FeatureInputs.Lags; i++)
        {
            row[at++] = Bounded(Math.Log(x.Terms.Close / x.PastCloses[i]) / (sigma * Math.Sqrt(Math.Max(1, x.PastAges[i]))), 20);
        }

        row[at++] = Bounded(x.Run, 20);
    }

    private static void Oscillators(FeatureInputs x, double sigma, Span<double> row, ref int at)
    {
        var close = x.Terms.Close;
        var moves = x.AverageUp + x.AverageDown;
        var directions = x.PlusMove + x.MinusMove;
        row[at++] = moves > 0 ? x.AverageUp / moves : 0.5;
        row[at++] = Bounded((x.FastAverage - x.SlowAverage - x.Signal) / (close * sigma), 20);
        row[at++] = Share(close, x.LowOscillator, x.HighOscillator);
        row[at++] = Bounded(0.5 + ((close - x.BandMean) / ((4 * x.BandDeviation) + (Floor * x.BandMean))), 5);
        row[at++] = Math.Log((4 * x.BandDeviation / x.BandMean) + Floor);
        row[at++] = x.DirectionalIndex;
        row[at++] = directions > 0 ? (x.PlusMove - x.MinusMove) / directions : 0;
        row[at++] = Bounded((x.TypicalPrice - x.TypicalMean) / ((0.015 * x.TypicalMeanDeviation) + (Floor * x.TypicalMean)) / 100, 10);
    }

    private static void Position(FeatureInputs x, double sigma, Span<double> row, ref int at)
    {
        var close = x.Terms.Close;
        row[at++] = Share(close, x.LowDay, x.HighDay);
        row[at++] = Share(close, x.LowWeek, x.HighWeek);
        row[at++] = Bounded(Math.Log(close / (x.CloseDay / x.CountDay)) / (sigma * Math.Sqrt(x.CountDay)), 20);
        row[at++] = Bounded(Math.Log(close / (x.CloseWeek / x.CountWeek)) / (sigma * Math.Sqrt(x.CountWeek)), 20);
        row[at++] = Bounded(Math.Log(close / x.FastAverage) / sigma, 20);
        row[at++] = Bounded(Math.Log(close / x.AverageDays3) / sigma, 100);
        row[at++] = Math.Log(close / x.HighDay);
        row[at++] = Math.Log(close / x.LowDay);
        row[at++] = Math.Log(close / x.HighWeek);
        row[at++] = Math.Log(close / x.LowWeek);
    }

    private static void Volume(FeatureInputs x, Span<double> row, ref int at)
    {
        row[at++] = x.LogVolume;
        row[at++] = Score(x.LogVolume, x.LogVolumeDay, x.LogVolumeSquaresDay, x.CountDay);
        row[at++] = Score(x.LogVolume, x.LogVolumeWeek, x.LogVolumeSquaresWeek, x.CountWeek);
        row[at++] = FeatureRules.LogVolume(x.VolumeHours4 / x.CountHours4, x.VolumeWeek, x.CountWeek);
        row[at++] = FeatureRules.LogVolume(x.VolumeDay / x.CountDay, x.VolumeWeek, x.CountWeek);
        row[at++] = x.BuyVolumeDay > 0 ? (x.BuyVolumeDay / x.VolumeDay) - 0.5 : 0;
        row[at++] = x.VolumeDay > 0 ? x.SignedVolumeDay / x.VolumeDay : 0;
    }

    private static double LogRoot(double sum, int count) => 0.5 * Math.Log((sum / count) + VarianceFloor);

    private static double Share(double close, double low, double high) => high > low ? Math.Clamp((close - low) / (high - low), 0, 1) : 0.5;

    private static double Bounded(double value, double most) => Math.Clamp(value, -most, most);

    private static double Deviation(double sum, double squares, int count)
    {
        var mean = sum / count;
        return Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean)));
    }

    private static double Score(double value, double sum, double squares, int count) =>
        Bounded((value - (sum / count)) / (Deviation(sum, squares, count) + 0.01), 10);
}
