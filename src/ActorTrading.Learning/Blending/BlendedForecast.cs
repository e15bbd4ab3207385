namespace ActorTrading.Learning.Blending;

/// <summary>What a <see cref="BlendedForecaster"/> said at one moment; everything needed to learn from the outcome later. Immutable.</summary>
public sealed class BlendedForecast
{
    private const byte FormatVersion = 1;
    private readonly double[] _experts;
    private readonly double[] _weights;
    private readonly double[] _raw;
    private readonly double[] _probabilities;

    internal BlendedForecast(double[] experts, double[] weights, double[] raw, double[] probabilities, double expectedReturn, double scale, (double Low, double High) interval)
    {
        _experts = experts;
        _weights = weights;
        _raw = raw;
        _probabilities = probabilities;
        ExpectedReturn = expectedReturn;
        Scale = scale;
        IntervalLow = interval.Low;
        IntervalHigh = interval.High;
    }

    /// <summary>[expert, class] as given; NaN rows are sleepers.</summary>
    public ReadOnlySpan<double> ExpertProbabilities => _experts;

    /// <summary>Per expert as used; 0 for sleepers, sum 1, or all 0 when nobody was awake.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>The blend before recalibration.</summary>
    public ReadOnlySpan<double> Raw => _raw;

    /// <summary>The forecast: calibrated class probabilities, sum 1.</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>The most probable class; the first on a tie.</summary>
    public int Class => Learning.Probabilities.ArgMax(_probabilities);

    /// <summary>Probability of <see cref="Class"/>.</summary>
    public double Confidence => _probabilities[Class];

    /// <summary>Sum of class probability times mean return of the class (0.01 is 1 %).</summary>
    public double ExpectedReturn { get; }

    /// <summary>Standard deviation of the return that the interval was scaled by; over 0.</summary>
    public double Scale { get; }

    public double IntervalLow { get; }

    public double IntervalHigh { get; }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        BinaryState.Write(writer, _experts);
        BinaryState.Write(writer, _weights);
        BinaryState.Write(writer, _raw);
        BinaryState.Write(writer, _probabilities);
        writer.Write(ExpectedReturn);
        writer.Write(Scale);
        writer.Write(IntervalLow);
        writer.Write(IntervalHigh);
    }

    /// <exception cref="InvalidDataException">Not a saved forecast.</exception>
    public static BlendedForecast Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "forecast");
        var experts = reader.ReadDoubles(1_000_000, "expert probabilities");
        var weights = reader.ReadDoubles(10_000, "weights");
        var raw = reader.ReadDoubles(100, "blended probabilities");
        var probabilities = new double[raw.Length];
        reader.ReadInto(probabilities, "probabilities");
        BinaryState.Expect(experts.Length, weights.Length * raw.Length, "count of expert probabilities");
        return new BlendedForecast(experts, weights, raw, probabilities, reader.ReadDouble(), reader.ReadDouble(), (reader.ReadDouble(), reader.ReadDouble()));
    }
}
