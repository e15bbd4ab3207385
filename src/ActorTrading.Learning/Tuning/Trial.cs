namespace ActorTrading.Learning.Tuning;

/// <summary>One finished evaluation.</summary>
public sealed class Trial
{
    private readonly double[] _reports;
    private readonly double[] _averages;

    internal Trial(int number, ParameterValues values, TrialState state, double loss, double[] reports)
    {
        Number = number;
        Values = values;
        State = state;
        Loss = loss;
        _reports = reports;
        _averages = new double[reports.Length];
        var sum = 0.0;
        for (var i = 0; i < reports.Length; i++)
        {
            sum += reports[i];
            _averages[i] = sum / (i + 1);
        }
    }

    /// <summary>From 0, without gaps.</summary>
    public int Number { get; }

    public ParameterValues Values { get; }

    public TrialState State { get; }

    /// <summary>What the objective returned, lower is better; meaningful for a complete trial alone, 0 else.</summary>
    public double Loss { get; }

    /// <summary>Losses reported on the way, one a step.</summary>
    public IReadOnlyList<double> Reports => _reports;

    /// <summary>Mean of the first so many reports.</summary>
    internal double AverageReport(int steps) => _averages[steps - 1];
}
