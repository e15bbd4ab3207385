namespace ActorTrading.Learning.Scoring;

/// <summary>
/// Expected calibration error over equal bins of [0, 1]: sum of |bin| / n · |frequency - mean confidence| (Naeini, Cooper, Hauskrecht 2015).
/// Feed it the top class's probability with "was right", or P(y = 1) with "was 1" for the binary form.
/// </summary>
public sealed class CalibrationBins
{
    private readonly long[] _counts;
    private readonly double[] _confidence;
    private readonly long[] _hits;

    /// <param name="bins">1 to 1,000. Default 15.</param>
    public CalibrationBins(int bins = 15)
    {
        Check.Range(bins, 1, 1000, nameof(bins));
        _counts = new long[bins];
        _confidence = new double[bins];
        _hits = new long[bins];
    }

    public long Count { get; private set; }

    /// <summary>Expected calibration error; NaN before the first value.</summary>
    public double Error
    {
        get
        {
            var sum = 0.0;
            for (var b = 0; b < _counts.Length; b++)
            {
                sum += Math.Abs(_hits[b] - _confidence[b]);
            }

            return sum / Count;
        }
    }

    /// <summary>Largest gap of a bin (MCE); NaN before the first value.</summary>
    public double MaxError
    {
        get
        {
            var max = double.NaN;
            for (var b = 0; b < _counts.Length; b++)
            {
                if (_counts[b] > 0)
                {
                    var gap = Math.Abs(_hits[b] - _confidence[b]) / _counts[b];
                    max = gap > max || double.IsNaN(max) ? gap : max;
                }
            }

            return max;
        }
    }

    /// <summary>One bin for a reliability diagram; means are NaN for an empty bin.</summary>
    public (long Count, double MeanConfidence, double Frequency) Bin(int index) =>
        (_counts[index], _confidence[index] / _counts[index], (double)_hits[index] / _counts[index]);

    public int BinCount => _counts.Length;

    /// <summary>The reliability table: every bin that holds a value, in order of confidence.</summary>
    public IReadOnlyList<ReliabilityBin> Table()
    {
        var rows = new List<ReliabilityBin>();
        for (var b = 0; b < _counts.Length; b++)
        {
            if (_counts[b] > 0)
            {
                var (count, confidence, frequency) = Bin(b);
                rows.Add(new ReliabilityBin((double)b / BinCount, (b + 1.0) / BinCount, count, confidence, frequency));
            }
        }

        return rows;
    }

    /// <param name="confidence">0 to 1; a bin holds its upper edge.</param>
    public void Add(double confidence, bool hit)
    {
        Check.Range(confidence, 0, 1 + 1e-9, nameof(confidence));
        var bin = Math.Clamp((int)Math.Ceiling(confidence * _counts.Length) - 1, 0, _counts.Length - 1);
        _counts[bin]++;
        _confidence[bin] += confidence;
        _hits[bin] += hit ? 1 : 0;
        Count++;
    }

    internal void Save(BinaryWriter writer)
    {
        writer.Write(Count);
        BinaryState.Write(writer, _confidence);
        for (var b = 0; b < _counts.Length; b++)
        {
            writer.Write(_counts[b]);
            writer.Write(_hits[b]);
        }
    }

    internal void Load(BinaryReader reader)
    {
        Count = reader.ReadLong(0, ForecastScore.MaxCount, "number of calibrated forecasts");
        reader.ReadInto(_confidence, 0, 1e100, "calibration bins");
        for (var b = 0; b < _counts.Length; b++)
        {
            _counts[b] = reader.ReadLong(0, Count, "number of forecasts in a bin");
            _hits[b] = reader.ReadLong(0, _counts[b], "number of hits in a bin");
        }
    }
}
