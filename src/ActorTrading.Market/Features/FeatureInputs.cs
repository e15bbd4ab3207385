namespace ActorTrading.Market.Features;

/// <summary>
/// Everything the formulas read at one bar. The stream fills it from running windows, the batch from arrays; <see cref="FeatureFormulas"/> does the rest for both.
/// A sum over a window comes with the number of bars in it, which is less than the window at the start of a series.
/// </summary>
internal sealed class FeatureInputs
{
    public const int Lags = 8;
    public const int Decays = 4;

    public BarTerms Terms;
    public int CountSix;
    public int CountHours4;
    public int CountHours12;
    public int CountDay;
    public int CountDays3;
    public int CountWeek;
    public double SquaresSix;
    public double SquaresHours4;
    public double SquaresHours12;
    public double SquaresDay;
    public double SquaresDays3;
    public double SquaresWeek;
    public double ParkinsonHours4;
    public double ParkinsonDay;
    public double ParkinsonWeek;
    public double GarmanKlassHours4;
    public double GarmanKlassDay;
    public double RangeSix;
    public double RangeDays3;
    public double LogRangeDay;
    public double LogRangeSquaresDay;
    public double UpSquaresDay;
    public double DownSquaresDay;
    public double LagProductsDay;
    public double CubesDays3;
    public double FourthsDays3;
    public double VolumeHours4;
    public double VolumeDay;
    public double VolumeWeek;
    public double BuyVolumeDay;
    public double SignedVolumeDay;
    public double LogVolume;
    public double LogVolumeDay;
    public double LogVolumeSquaresDay;
    public double LogVolumeWeek;
    public double LogVolumeSquaresWeek;
    public double CloseDay;
    public double CloseWeek;
    public double LargestSix;
    public double LargestTwentyFour;
    public double LargestWeek;
    public double HighOscillator;
    public double LowOscillator;
    public double HighDay;
    public double LowDay;
    public double HighWeek;
    public double LowWeek;
    public double AverageRange;
    public double AverageUp;
    public double AverageDown;
    public double PlusMove;
    public double MinusMove;
    public double DirectionalIndex;
    public double FastAverage;
    public double SlowAverage;
    public double Signal;
    public double AverageDays3;
    public double BandMean;
    public double BandDeviation;
    public double TypicalPrice;
    public double TypicalMean;
    public double TypicalMeanDeviation;
    public double SeasonNext;
    public double SeasonNext4Hours;
    public int Run;
    public long CloseTime;

    /// <summary>Exponentially weighted mean squares of returns, fastest first.</summary>
    public double[] Variances { get; } = new double[Decays];

    /// <summary>The closes that the returns look back to.</summary>
    public double[] PastCloses { get; } = new double[Lags];

    /// <summary>How many bars back they are: the lag, or less at the start of a series; 0 for the first bar.</summary>
    public int[] PastAges { get; } = new int[Lags];
}
