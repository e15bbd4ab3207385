namespace ActorTrading.Learning.Tuning;

/// <summary>
/// The median stopping rule: a trial stops when its best report so far is worse than the median of what the complete trials
/// averaged up to the same step (Golovin et al. 2017, section 3.2.1).
/// </summary>
public sealed class MedianPruner
{
    private readonly int _warmupTrials;
    private readonly int _warmupSteps;

    /// <param name="warmupTrials">Complete trials that must have come as far before any is stopped, 1 to 100,000.</param>
    /// <param name="warmupSteps">Steps that every trial may take, from 0.</param>
    public MedianPruner(int warmupTrials = 5, int warmupSteps = 0)
    {
        Check.Range(warmupTrials, 1, 100_000, nameof(warmupTrials));
        Check.Range(warmupSteps, 0, int.MaxValue, nameof(warmupSteps));
        _warmupTrials = warmupTrials;
        _warmupSteps = warmupSteps;
    }

    /// <summary>Whether the trial with these reports should end now.</summary>
    /// <remarks>O(trials · log trials + steps).</remarks>
    public bool ShouldStop(IReadOnlyList<Trial> history, IReadOnlyList<double> reports)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(reports);
        var steps = reports.Count;
        if (steps == 0 || steps <= _warmupSteps)
        {
            return false;
        }

        double[] averages =
        [
            .. history.Where(t => t.State == TrialState.Complete && t.Reports.Count >= steps)
                .Select(t => t.AverageReport(steps))
                .Order(),
        ];
        var half = averages.Length / 2;
        return averages.Length >= _warmupTrials
            && reports.Min() > (averages.Length % 2 == 1 ? averages[half] : (averages[half - 1] + averages[half]) / 2);
    }
}
