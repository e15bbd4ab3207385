namespace ActorTrading.Learning.TimeSeries;

/// <summary>
/// GARCH(1,1) (Bollerslev 1986): returns r_t = m + e_t have the variance h_t = omega + alpha·e²_{t-1} + beta·h_{t-1}, with
/// alpha, beta over 0 and alpha + beta under 1; fitted by (quasi) maximum likelihood, normal or Student's t (Bollerslev 1987). After the
/// fit it follows the returns one by one; one owner at a time.
/// </summary>
public sealed class Garch11 : ISavedModel<Garch11>
{
    private const byte FormatVersion = 1;
    private const int Fewest = 20;

    private Garch11(double omega, double alpha, double beta, double nextVariance)
    {
        Omega = omega;
        Alpha = alpha;
        Beta = beta;
        NextVariance = nextVariance;
    }

    /// <inheritdoc/>
    public static string Kind => "garch-11";

    /// <summary>Always 1: the return.</summary>
    public int FeatureCount => 1;

    /// <summary>Mean m of the returns; 0 when it was not asked for.</summary>
    public double Mean { get; private init; }

    /// <summary>Variance that comes anew each step.</summary>
    public double Omega { get; }

    /// <summary>Share of the last squared error.</summary>
    public double Alpha { get; }

    /// <summary>Share of the last variance.</summary>
    public double Beta { get; }

    /// <summary>Of Student's t innovations, scaled to variance one; infinite for normal ones.</summary>
    public double DegreesOfFreedom { get; private init; }

    /// <summary>Log-likelihood of the returns, nats.</summary>
    public double LogLikelihood { get; private init; }

    /// <summary>Share of a shock to the variance that is left a step later: alpha + beta.</summary>
    public double Persistence => Alpha + Beta;

    /// <summary>omega / (1 - alpha - beta): where forecasts go with the horizon.</summary>
    public double LongRunVariance => Omega / (1 - Persistence);

    /// <summary>Variance of the next return.</summary>
    public double NextVariance { get; private set; }

    /// <param name="returns">In time order, finite, at most 1e100 in size; at least 20 that are not all alike (some 1,000 for an estimate worth having).</param>
    /// <exception cref="ArgumentException">Too few, all alike, or one is not finite; or an option is out of range.</exception>
    /// <remarks>Some 30 steps of about 10 passes over the returns each.</remarks>
    public static Garch11 Fit(ReadOnlySpan<double> returns, GarchOptions? options = null)
    {
        options ??= new GarchOptions();
        options.Validate();
        var unit = Deviation(returns);
        var scaled = returns.ToArray();
        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] /= unit;
        }

        var likelihood = new GarchLikelihood(scaled, options);
        likelihood.Maximize();
        return new Garch11(likelihood.Omega * unit * unit, likelihood.Alpha, likelihood.Beta, likelihood.NextVariance * unit * unit)
        {
            Mean = likelihood.Mean * unit,
            DegreesOfFreedom = likelihood.DegreesOfFreedom,
            LogLikelihood = likelihood.LogLikelihood - (returns.Length * Math.Log(unit)),
        };
    }

    /// <summary>Takes in the next return; the parameters stay. No allocation.</summary>
    /// <exception cref="ArgumentException">Not finite, or over 1e100 in size.</exception>
    public void Update(double value)
    {
        SeriesCheck.Value(value, nameof(value), nameof(value));
        NextVariance = Omega + (Alpha * (value - Mean) * (value - Mean)) + (Beta * NextVariance);
    }

    /// <summary>Variance of the return <paramref name="horizon"/> steps ahead, from 1: the long-run variance plus what is left of today's distance from it.</summary>
    public double ForecastVariance(int horizon)
    {
        Check.Range(horizon, 1, int.MaxValue, nameof(horizon));
        return LongRunVariance + (Math.Pow(Persistence, horizon - 1) * (NextVariance - LongRunVariance));
    }

    /// <summary>Variance of the sum of the next <paramref name="horizon"/> returns, from 1.</summary>
    public double ForecastTotalVariance(int horizon)
    {
        Check.Range(horizon, 1, int.MaxValue, nameof(horizon));
        return (horizon * LongRunVariance) + ((1 - Math.Pow(Persistence, horizon)) / (1 - Persistence) * (NextVariance - LongRunVariance));
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        BinaryState.Write(writer, [Omega, Alpha, Beta, NextVariance, Mean, DegreesOfFreedom, LogLikelihood]);
    }

    /// <inheritdoc/>
    public static Garch11 Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "GARCH model");
        var v = new double[7];
        reader.ReadInto(v, "parameters");
        var shares = v[1] >= 0 && v[2] >= 0 && v[1] + v[2] < 1;
        var sizes = v[0] > 0 && v[0] <= 1e205 && v[3] > 0 && v[3] <= 1e205 && Math.Abs(v[4]) <= SeriesCheck.Largest;
        return shares && sizes && v[5] > 2 && double.IsFinite(v[6])
            ? new Garch11(v[0], v[1], v[2], v[3]) { Mean = v[4], DegreesOfFreedom = v[5], LogLikelihood = v[6] }
            : throw new InvalidDataException("The saved parameters are not those of a stationary GARCH model.");
    }

    private static double Deviation(ReadOnlySpan<double> returns)
    {
        SeriesCheck.Values(returns, Fewest, nameof(returns));
        var (mean, largest) = (0.0, 0.0);
        foreach (var value in returns)
        {
            mean += value / returns.Length;
            largest = Math.Max(largest, Math.Abs(value));
        }

        if (!SeriesCheck.Varies(returns, largest))
        {
            throw new ArgumentException("The returns are all alike; they have no variance to follow.", nameof(returns));
        }

        var squares = 0.0;
        foreach (var value in returns)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / returns.Length);
    }
}
