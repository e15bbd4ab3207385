namespace ActorTrading.Learning.Tuning;

/// <summary>What an objective is given: the values to try, and a place to report to.</summary>
public sealed class RunningTrial
{
    private readonly MedianPruner? _pruner;
    private readonly IReadOnlyList<Trial> _history;
    private readonly List<double> _reports = [];
    private bool _broken;
    private bool _stopped;

    internal RunningTrial(ParameterValues values, MedianPruner? pruner, IReadOnlyList<Trial> history)
    {
        Values = values;
        _pruner = pruner;
        _history = history;
    }

    /// <summary>From 0; good as a seed of its own for an objective with chance in it.</summary>
    public int Number => _history.Count;

    public ParameterValues Values { get; }

    /// <summary>Reports the loss after one more step.</summary>
    /// <returns>True when the objective should return at once, with any number: the trial has been pruned, or the loss is not finite.</returns>
    public bool Report(double loss)
    {
        if (!double.IsFinite(loss))
        {
            _broken = true;
            return true;
        }

        _reports.Add(loss);
        _stopped |= _pruner?.ShouldStop(_history, _reports) ?? false;
        return _stopped;
    }

    internal Trial Finish(double loss)
    {
        var state = _broken ? TrialState.Failed
            : _stopped ? TrialState.Pruned
            : double.IsFinite(loss) ? TrialState.Complete : TrialState.Failed;
        return new Trial(Number, Values, state, state == TrialState.Complete ? loss : 0, [.. _reports]);
    }
}
