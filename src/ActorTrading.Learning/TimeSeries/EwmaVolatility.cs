namespace ActorTrading.Learning.TimeSeries;

/// <summary>
/// Exponentially weighted variance of returns around zero, v ← lambda·v + (1 - lambda)·r² (RiskMetrics 1996); a plain mean of
/// squares until so many returns have come that its share per return is smaller. One owner at a time.
/// </summary>
public sealed class EwmaVolatility : ISavedModel<EwmaVolatility>
{
    private const byte FormatVersion = 1;
    private double _variance;

    /// <param name="lambda">Weight of the last variance, 0.5 to 0.99999. Default 0.94, RiskMetrics' choice for daily returns.</param>
    /// <exception cref="ArgumentOutOfRangeException">Out of that range.</exception>
    public EwmaVolatility(double lambda = 0.94)
    {
        Check.Range(lambda, 0.5, 0.99999, nameof(lambda));
        Lambda = lambda;
    }

    /// <inheritdoc/>
    public static string Kind => "ewma-volatility";

    /// <summary>Always 1: the return.</summary>
    public int FeatureCount => 1;

    public double Lambda { get; }

    /// <summary>Returns seen.</summary>
    public long Count { get; private set; }

    /// <summary>Variance of any later return: the weights have no mean to go back to. 0 before the first return.</summary>
    public double Variance => _variance;

    /// <summary>Square root of <see cref="Variance"/>, in the unit of the returns.</summary>
    public double Volatility => Math.Sqrt(_variance);

    /// <summary>Takes in the next return. No allocation.</summary>
    /// <exception cref="ArgumentException">Not finite, or over 1e100 in size.</exception>
    public void Update(double value)
    {
        SeriesCheck.Value(value, nameof(value), nameof(value));
        Count++;
        _variance += Math.Max(1 - Lambda, 1.0 / Count) * ((value * value) - _variance);
    }

    /// <summary>Variance of the sum of the next <paramref name="horizon"/> returns, from 1.</summary>
    public double ForecastTotalVariance(int horizon)
    {
        Check.Range(horizon, 1, int.MaxValue, nameof(horizon));
        return horizon * _variance;
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(Lambda);
        writer.Write(Count);
        writer.Write(_variance);
    }

    /// <inheritdoc/>
    public static EwmaVolatility Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "volatility");
        var lambda = reader.ReadInRange(0.5, 0.99999, "lambda");
        var count = reader.ReadInt64();
        return new EwmaVolatility(lambda)
        {
            Count = count >= 0 ? count : throw new InvalidDataException($"The saved count of returns is {count}; it must be from 0."),
            _variance = reader.ReadInRange(0, 1e201, "variance"),
        };
    }
}
