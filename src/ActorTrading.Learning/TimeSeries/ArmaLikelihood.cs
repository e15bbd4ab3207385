using ActorTrading.Learning.Optimization;

namespace ActorTrading.Learning.TimeSeries;

/// <summary>
/// Exact Gaussian likelihood of a stationary ARMA process by the prediction errors of its filter. Variance and mean have closed
/// forms given the other parameters (the mean by generalised least squares: the filter runs over a series of ones as well), so
/// that the search is over the p + q partial correlations alone.
/// </summary>
internal sealed class ArmaLikelihood(double[] series, int p, int q, bool constant)
{
    private const int FewestForOneStart = 500;

    // A first partial correlation of three quarters.
    private const double Corner = 2;
    private readonly double[] _ar = new double[p];
    private readonly double[] _ma = new double[q];

    public ReadOnlySpan<double> Ar => _ar;

    public ReadOnlySpan<double> Ma => _ma;

    public double Mean { get; private set; }

    /// <summary>Of the innovations.</summary>
    public double Variance { get; private set; }

    public double LogLikelihood { get; private set; }

    /// <summary>As it stands after the latest values, for the series less its mean.</summary>
    public ArmaFilter Filter { get; } = new(p, q);

    /// <summary>Fits all parameters and leaves the filter at the end of the series.</summary>
    public void Maximize(ArimaOptions options)
    {
        var free = new double[p + q];
        if (free.Length > 0)
        {
            var objective = new DifferencedObjective(Loss, free.Length);
            var least = double.PositiveInfinity;
            foreach (var start in Starts(objective))
            {
                var found = QuasiNewton.Minimize(objective, start, options.MaxIterations, options.Tolerance).Value;
                (least, free) = found < least ? (found, start) : (least, free);
            }
        }

        var loss = Loss(free);
        LogLikelihood = -series.Length * (loss + (0.5 * (Math.Log(2 * Math.PI) + 1)));
        Filter.Center(Mean);
    }

    /// <summary>The regression's start is close as a rule. Short series may have several maxima, so that zero and the corners of the first terms are all tried there.</summary>
    private IEnumerable<double[]> Starts(DifferencedObjective objective)
    {
        var starts = new List<double[]> { ArmaStart.Estimate(series, p, q, constant), new double[p + q] };
        foreach (var ar in Corners(p))
        {
            foreach (var ma in Corners(q))
            {
                var corner = new double[p + q];
                corner.AsSpan(0, Math.Min(p, 1)).Fill(ar);
                corner.AsSpan(p, Math.Min(q, 1)).Fill(ma);
                starts.Add(corner);
            }
        }

        var finite = starts.Where(start => double.IsFinite(objective.Value(start)));
        return series.Length < FewestForOneStart ? finite : [finite.MinBy(start => objective.Value(start))!];
    }

    private static double[] Corners(int terms) => terms == 0 ? [0] : [-Corner, Corner];

    /// <summary>Minus the mean log-likelihood of a value, less its constant, at the best mean and variance.</summary>
    private double Loss(double[] free)
    {
        PartialCorrelations.ToCoefficients(free.AsSpan(0, p), _ar);
        PartialCorrelations.ToCoefficients(free.AsSpan(p), _ma);
        for (var j = 0; j < q; j++)
        {
            _ma[j] = -_ma[j];
        }

        if (!Filter.TryReset(_ar, _ma))
        {
            return double.PositiveInfinity;
        }

        var (squares, cross, ones, logs) = (0.0, 0.0, 0.0, 0.0);
        foreach (var value in series)
        {
            var (innovation, unit, variance) = Filter.Step(value);
            squares += innovation * innovation / variance;
            cross += innovation * unit / variance;
            ones += unit * unit / variance;
            logs += variance == 1 ? 0 : Math.Log(variance);
        }

        Mean = constant ? cross / ones : 0;
        Variance = Math.Max(squares - (Mean * cross), 1e-300) / series.Length;
        return 0.5 * (Math.Log(Variance) + (logs / series.Length));
    }
}
