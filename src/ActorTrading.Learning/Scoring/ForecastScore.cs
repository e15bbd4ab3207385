namespace ActorTrading.Learning.Scoring;

/// <summary>Streaming score of class forecasts: log-loss, Brier, accuracy, calibration, and accuracy among the confident ones. No allocation per forecast.</summary>
public sealed class ForecastScore
{
    private const byte FormatVersion = 1;

    /// <summary>More forecasts than a life can hold: sums of counts stay far from overflow.</summary>
    internal const long MaxCount = 1L << 60;
    private readonly double _threshold;
    private double _logLoss;
    private double _brier;

    /// <param name="threshold">Least confidence for a forecast to count as selected, 0 to 1. Default 0.6.</param>
    /// <param name="bins">Calibration bins. Default 15.</param>
    public ForecastScore(double threshold = 0.6, int bins = 15)
    {
        Check.Range(threshold, 0, 1, nameof(threshold));
        _threshold = threshold;
        Calibration = new CalibrationBins(bins);
    }

    public long Count { get; private set; }

    /// <summary>Forecasts whose most probable class came true.</summary>
    public long Hits { get; private set; }

    /// <summary>Forecasts at or over the threshold.</summary>
    public long Selected { get; private set; }

    public long SelectedHits { get; private set; }

    /// <summary>Mean -ln p of what happened, p clipped at 1e-15; nats. All means are NaN before the first forecast.</summary>
    public double LogLoss => _logLoss / Count;

    /// <summary>Mean over forecasts of the sum over classes of (p - y)², 0 to 2 (Brier 1950).</summary>
    public double Brier => _brier / Count;

    public double Accuracy => (double)Hits / Count;

    /// <summary>Share of forecasts at or over the threshold.</summary>
    public double SelectedShare => (double)Selected / Count;

    public double SelectedAccuracy => (double)SelectedHits / Selected;

    /// <summary>Calibration of the most probable class.</summary>
    public CalibrationBins Calibration { get; }

    public IntervalScore Interval { get; } = new();

    /// <summary>Expected calibration error of the most probable class.</summary>
    public double ExpectedCalibrationError => Calibration.Error;

    /// <param name="probabilities">[classes], each from 0 to 1, sum 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; nothing is counted.</exception>
    public void Add(ReadOnlySpan<double> probabilities, int label)
    {
        Check.Label(label, probabilities.Length);
        Check.Distribution(probabilities, nameof(probabilities));
        var top = Probabilities.ArgMax(probabilities);
        var hit = top == label;
        _logLoss += Probabilities.LogLoss(probabilities[label]);
        for (var k = 0; k < probabilities.Length; k++)
        {
            var error = probabilities[k] - (k == label ? 1 : 0);
            _brier += error * error;
        }

        Calibration.Add(probabilities[top], hit);
        Count++;
        Hits += hit ? 1 : 0;
        if (probabilities[top] >= _threshold)
        {
            Selected++;
            SelectedHits += hit ? 1 : 0;
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(Count);
        writer.Write(Hits);
        writer.Write(Selected);
        writer.Write(SelectedHits);
        writer.Write(_logLoss);
        writer.Write(_brier);
        Calibration.Save(writer);
        Interval.Save(writer);
    }

    /// <exception cref="InvalidDataException">Not a state with as many bins.</exception>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "forecast score");
        Count = reader.ReadLong(0, MaxCount, "number of forecasts");
        Hits = reader.ReadLong(0, Count, "number of hits");
        Selected = reader.ReadLong(0, Count, "number of selected forecasts");
        SelectedHits = reader.ReadLong(0, Selected, "number of selected hits");
        _logLoss = reader.ReadInRange(0, 1e100, "sum of log-losses");
        _brier = reader.ReadInRange(0, 1e100, "sum of Brier scores");
        Calibration.Load(reader);
        Interval.Load(reader);
    }
}
