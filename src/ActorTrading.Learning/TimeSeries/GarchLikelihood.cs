using ActorTrading.Learning.Distributions;
using ActorTrading.Learning.Optimization;

namespace ActorTrading.Learning.TimeSeries;

/// <summary>
/// Likelihood of GARCH(1,1) on returns of variance one. The search is over free numbers: the logits of alpha + beta and of alpha's
/// share in it, the logarithm of the long-run variance, then the mean and the logarithm of the degrees of freedom over two.
/// </summary>
internal sealed class GarchLikelihood(double[] returns, GarchOptions options)
{
    private const double MostPersistent = 1 - 1e-6;
    private const double LogVarianceLimit = 14;
    private const double FewestDegrees = 2.01;
    private const double MostDegrees = 1000;

    public double Mean { get; private set; }

    public double Omega { get; private set; }

    public double Alpha { get; private set; }

    public double Beta { get; private set; }

    /// <summary>Infinite for the normal distribution.</summary>
    public double DegreesOfFreedom { get; private set; } = double.PositiveInfinity;

    /// <summary>Of the return after the last one.</summary>
    public double NextVariance { get; private set; }

    public double LogLikelihood { get; private set; }

    /// <summary>Starts at the best of a small grid with the sample variance as the long-run one (variance targeting; Francq, Horváth and Zakoïan 2011), then frees all parameters.</summary>
    public void Maximize()
    {
        var free = new double[3 + (options.IncludeMean ? 1 : 0) + (options.StudentT ? 1 : 0)];
        var trial = (double[])free.Clone();
        var best = double.PositiveInfinity;
        if (options.IncludeMean)
        {
            trial[3] = returns.Average();
        }

        if (options.StudentT)
        {
            trial[^1] = Math.Log(4);
        }

        foreach (var persistence in (ReadOnlySpan<double>)[0.3, 0.6, 0.8, 0.9, 0.95, 0.98, 0.995])
        {
            foreach (var alpha in (ReadOnlySpan<double>)[0.02, 0.05, 0.1, 0.2])
            {
                trial[0] = Logit(persistence);
                trial[1] = Logit(alpha / persistence);
                var loss = Loss(trial);
                if (loss < best)
                {
                    best = loss;
                    trial.CopyTo(free, 0);
                }
            }
        }

        QuasiNewton.Minimize(new DifferencedObjective(Loss, free.Length), free, options.MaxIterations, options.Tolerance);
        LogLikelihood = -returns.Length * Loss(free);
    }

    /// <summary>Minus the mean log-likelihood of a return.</summary>
    private double Loss(double[] free)
    {
        Unpack(free);
        var squares = 0.0;
        foreach (var value in returns)
        {
            squares += (value - Mean) * (value - Mean);
        }

        // The variance before the first return is the sample's (Fiorentini, Calzolari and Panattoni 1996).
        var variance = Omega + ((Alpha + Beta) * squares / returns.Length);
        var sum = 0.0;
        foreach (var value in returns)
        {
            var square = (value - Mean) * (value - Mean);
            sum += Math.Log(variance) + (options.StudentT
                ? (DegreesOfFreedom + 1) * Math.Log(1 + (square / (variance * (DegreesOfFreedom - 2))))
                : square / variance);
            variance = Omega + (Alpha * square) + (Beta * variance);
        }

        NextVariance = variance;
        var constant = options.StudentT
            ? StudentT.LogDensityConstant(DegreesOfFreedom) + (0.5 * Math.Log(DegreesOfFreedom / (DegreesOfFreedom - 2)))
            : -0.5 * Math.Log(2 * Math.PI);
        return (0.5 * sum / returns.Length) - constant;
    }

    private void Unpack(double[] free)
    {
        var persistence = MostPersistent / (1 + Math.Exp(-free[0]));
        Alpha = persistence / (1 + Math.Exp(-free[1]));
        Beta = persistence - Alpha;

        // A series that often stands still would have the variance fall without end.
        Omega = Math.Exp(Math.Clamp(free[2], -LogVarianceLimit, LogVarianceLimit)) * (1 - persistence);
        Mean = options.IncludeMean ? free[3] : 0;
        if (options.StudentT)
        {
            DegreesOfFreedom = Math.Min(FewestDegrees + Math.Exp(free[^1]), MostDegrees);
        }
    }

    private static double Logit(double p) => Math.Log(p / (1 - p));
}
