namespace ActorTrading.Learning.TimeSeries;

/// <summary>
/// Autoregressive integrated moving-average model (Box and Jenkins 1970): the d-th differences w of the series follow
/// w_t - m = Σ φ_i·(w_{t-i} - m) + e_t + Σ θ_j·e_{t-j}. Fitted by exact Gaussian maximum likelihood through the Kalman filter
/// (Harvey 1989), always stationary and invertible (Jones 1980). After the fit it follows the series value by value; one owner at a time.
/// </summary>
public sealed class Arima : ISavedModel<Arima>
{
    private const byte FormatVersion = 1;
    private const int MaxHorizon = 1_000_000;
    private readonly double[] _ar;
    private readonly double[] _ma;
    private readonly ArmaFilter _filter;

    // Latest value of the series and of its first d - 1 differences.
    private readonly double[] _levels;

    private Arima(ArimaOrder order, bool hasConstant, double[] ar, double[] ma, ArmaFilter filter, double[] levels)
    {
        Order = order;
        HasConstant = hasConstant;
        _ar = ar;
        _ma = ma;
        _filter = filter;
        _levels = levels;
    }

    /// <inheritdoc/>
    public static string Kind => "arima";

    /// <summary>Always 1: the series itself.</summary>
    public int FeatureCount => 1;

    public ArimaOrder Order { get; }

    /// <summary>Whether <see cref="Mean"/> was estimated.</summary>
    public bool HasConstant { get; }

    /// <summary>Autoregressive coefficients φ, nearest lag first.</summary>
    public IReadOnlyList<double> Ar => _ar;

    /// <summary>Moving-average coefficients θ, nearest lag first.</summary>
    public IReadOnlyList<double> Ma => _ma;

    /// <summary>Mean m of the differenced series; 0 without a constant.</summary>
    public double Mean { get; private init; }

    /// <summary>Variance of the innovations e, maximum likelihood.</summary>
    public double Variance { get; private init; }

    /// <summary>Log-likelihood of the differenced series, nats.</summary>
    public double LogLikelihood { get; private init; }

    /// <summary>Akaike's criterion with the correction of Hurvich and Tsai (1989) for short series; the variance counts as a parameter. Comparable between models of equal d.</summary>
    public double Aicc { get; private init; }

    /// <param name="series">In time order without gaps, finite, at most 1e100 in size; at least d + p + q + 5 values that are not all alike after differencing.</param>
    /// <exception cref="ArgumentException">The series is too short, does not vary or has a value that is not finite, or an option is out of range.</exception>
    /// <remarks>Some 20 steps of 2·(p + q) + 1 passes over the series each: about 2 ms for ARIMA(1,1,1) on 2,000 values.</remarks>
    public static Arima Fit(ReadOnlySpan<double> series, ArimaOrder order, ArimaOptions? options = null)
    {
        options ??= new ArimaOptions();
        options.Validate();
        order.Validate();
        SeriesCheck.Values(series, Fewest(order), nameof(series));
        var (differences, levels) = Difference(series, order.D);
        if (!SeriesCheck.Varies(differences, Size(series)))
        {
            throw new ArgumentException($"The series does not vary after {order.D} differences; there is nothing to fit.", nameof(series));
        }

        var constant = options.Constant ?? order.D == 0;
        var likelihood = new ArmaLikelihood(differences, order.P, order.Q, constant);
        likelihood.Maximize(options);
        var parameters = order.P + order.Q + 1 + (constant ? 1 : 0);
        var spare = differences.Length - parameters - 1;
        return new Arima(order, constant, likelihood.Ar.ToArray(), likelihood.Ma.ToArray(), likelihood.Filter, levels)
        {
            Mean = likelihood.Mean,
            Variance = likelihood.Variance,
            LogLikelihood = likelihood.LogLikelihood,
            Aicc = (2 * parameters) - (2 * likelihood.LogLikelihood) + (2.0 * parameters * (parameters + 1) / spare),
        };
    }

    /// <summary>
    /// Differences until the KPSS test finds the series stationary, then takes the order with the lowest AICc of the whole grid,
    /// without models at the border of stationarity (after Hyndman and Khandakar 2008, who step through the grid).
    /// </summary>
    /// <exception cref="ArgumentException">As of <see cref="Fit"/>.</exception>
    public static Arima Select(ReadOnlySpan<double> series, ArimaSearchOptions? options = null)
    {
        options ??= new ArimaSearchOptions();
        options.Validate();
        SeriesCheck.Values(series, Fewest(default), nameof(series));
        var d = Differences(series, options.MaxD);
        bool[] constants = options.Fit.Constant is { } given ? [given] : d == 0 ? [true, false] : d == 1 ? [false, true] : [false];
        Arima? best = null;
        for (var p = 0; p <= options.MaxP; p++)
        {
            for (var q = 0; q <= options.MaxQ; q++)
            {
                var order = new ArimaOrder(p, d, q);
                foreach (var constant in constants)
                {
                    if (series.Length < Fewest(order))
                    {
                        continue;
                    }

                    var model = Fit(series, order, options.Fit with { Constant = constant });
                    best = best is null || (model.Aicc < best.Aicc && AreInside(model._ar, model._ma, 0.999)) ? model : best;
                }
            }
        }

        return best ?? throw new ArgumentException($"series has {series.Length} values; at least {Fewest(new ArimaOrder(0, d, 0))} are needed.", nameof(series));
    }

    /// <summary>Takes in the next value of the series; the parameters stay. O(r²), r = max(p, q + 1), no allocation.</summary>
    /// <returns>How far the value was from its forecast.</returns>
    /// <exception cref="ArgumentException">Not finite, or over 1e100 in size.</exception>
    public double Update(double value)
    {
        SeriesCheck.Value(value, nameof(value), nameof(value));
        return _filter.Step(Difference(value, _levels) - Mean).Innovation;
    }

    /// <summary>Forecast for <paramref name="horizon"/> steps ahead, 1 to 1,000,000. O(horizon·r²), no allocation.</summary>
    public ArimaForecast Forecast(int horizon)
    {
        Check.Range(horizon, 1, MaxHorizon, nameof(horizon));
        return ArimaPath.Walk(_filter, _levels, Mean, Variance, horizon, []);
    }

    /// <summary>Forecasts for one step ahead and on, as many as fit; the same bits as <see cref="Forecast(int)"/>.</summary>
    public void Forecast(Span<ArimaForecast> forecasts)
    {
        if (forecasts.Length > 0)
        {
            Check.Range(forecasts.Length, 1, MaxHorizon, nameof(forecasts));
            ArimaPath.Walk(_filter, _levels, Mean, Variance, forecasts.Length, forecasts);
        }
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(Order.P);
        writer.Write(Order.D);
        writer.Write(Order.Q);
        writer.Write(HasConstant);
        BinaryState.Write(writer, [.. _ar, .. _ma, Mean, Variance, LogLikelihood, Aicc]);
        BinaryState.Write(writer, _levels);
        _filter.Save(writer);
    }

    /// <inheritdoc/>
    public static Arima Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "ARIMA model");
        var order = BinaryState.Valid(new ArimaOrder(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()), o => o.Validate());
        var constant = reader.ReadBoolean();
        var numbers = new double[order.P + order.Q + 4];
        reader.ReadInto(numbers, "parameters");
        var levels = new double[order.D];
        reader.ReadInto(levels, "levels");
        var (ar, ma, rest) = (numbers[..order.P], numbers[order.P..^4], numbers[^4..]);
        if (!Array.TrueForAll(numbers, v => Math.Abs(v) <= double.MaxValue) || !Array.TrueForAll(levels, v => Math.Abs(v) <= 4 * SeriesCheck.Largest)
            || !AreInside(ar, ma, 1) || !(Math.Abs(rest[0]) <= 4 * SeriesCheck.Largest) || !(rest[1] > 0 && rest[1] <= 1e205))
        {
            throw new InvalidDataException($"The saved parameters are not those of a stationary and invertible {order}.");
        }

        var filter = new ArmaFilter(order.P, order.Q);
        filter.Load(reader, ar, ma);
        return new Arima(order, constant, ar, ma, filter, levels) { Mean = rest[0], Variance = rest[1], LogLikelihood = rest[2], Aicc = rest[3] };
    }

    private static int Fewest(ArimaOrder order) => order.D + order.P + order.Q + 5;

    private static double Size(ReadOnlySpan<double> series)
    {
        var size = 0.0;
        foreach (var value in series)
        {
            size = Math.Max(size, Math.Abs(value));
        }

        return size;
    }

    private static int Differences(ReadOnlySpan<double> series, int most)
    {
        var d = 0;
        var current = series.ToArray();
        while (d < most && SeriesCheck.Varies(current, Size(series)) && StationarityTest.Statistic(current) > StationarityTest.FivePercent)
        {
            var next = Difference(series, d + 1).Differences;
            if (next.Length < Fewest(default) || !SeriesCheck.Varies(next, Size(series)))
            {
                break;
            }

            (d, current) = (d + 1, next);
        }

        return d;
    }

    /// <summary>The d-th differences, and the latest value of every difference below.</summary>
    private static (double[] Differences, double[] Levels) Difference(ReadOnlySpan<double> series, int d)
    {
        var levels = new double[d];
        var differences = new double[series.Length];
        for (var t = 0; t < differences.Length; t++)
        {
            differences[t] = Difference(series[t], levels);
        }

        return (differences[d..], levels);
    }

    private static double Difference(double value, double[] levels)
    {
        for (var k = 0; k < levels.Length; k++)
        {
            (value, levels[k]) = (value - levels[k], value);
        }

        return value;
    }

    /// <summary>Whether all partial correlations are up to <paramref name="limit"/> in size; near one the likelihood has run against its border.</summary>
    private static bool AreInside(double[] ar, double[] ma, double limit)
    {
        Span<double> partials = stackalloc double[ArimaOrder.MaxTerms];
        return PartialCorrelations.TryFromCoefficients(ar, limit, partials[..ar.Length])
            && PartialCorrelations.TryFromCoefficients([.. ma.Select(v => -v)], limit, partials[..ma.Length]);
    }
}
