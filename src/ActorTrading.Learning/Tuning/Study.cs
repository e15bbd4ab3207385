namespace ActorTrading.Learning.Tuning;

/// <summary>
/// A search for the parameters of least loss, trial after trial. With a log it can end anywhere, in the middle of a write too,
/// and go on later exactly as if it had not: suggestions depend on the finished trials and the search's seed alone.
/// </summary>
public sealed class Study
{
    private readonly ISearch _search;
    private readonly MedianPruner? _pruner;
    private readonly TrialLog? _log;
    private readonly List<Trial> _trials;

    /// <param name="log">Readable, writable and seekable; held, not closed. One JSON line for the space, then one per finished trial; an unfinished last line is cut off.</param>
    /// <exception cref="InvalidDataException">The log is not one of trials of this space.</exception>
    public Study(ParameterSpace space, ISearch search, MedianPruner? pruner = null, Stream? log = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(search);
        Space = space;
        _search = search;
        _pruner = pruner;
        _log = log is null ? null : new TrialLog(space, log);
        _trials = _log?.Open() ?? [];
    }

    public ParameterSpace Space { get; }

    /// <summary>Finished trials, those of the log first.</summary>
    public IReadOnlyList<Trial> Trials => _trials;

    /// <summary>The complete trial of least loss, the first of several; null when there is none.</summary>
    public Trial? Best => _trials.Where(t => t.State == TrialState.Complete).MinBy(t => t.Loss);

    /// <summary>Tries on until so many trials are finished in all, those of the log included, or the search has nothing left.</summary>
    /// <param name="objective">Loss of the values it is given, lower is better. A loss that is not finite makes the trial a failed one; an exception ends the run, and the trial is tried again next time.</param>
    /// <returns><see cref="Best"/>.</returns>
    public Trial? Run(int trials, Func<RunningTrial, double> objective, CancellationToken cancellation = default)
    {
        Check.Range(trials, 0, 10_000_000, nameof(trials));
        ArgumentNullException.ThrowIfNull(objective);
        while (_trials.Count < trials && _search.Suggest(Space, _trials) is { } values)
        {
            cancellation.ThrowIfCancellationRequested();
            var running = new RunningTrial(values, _pruner, _trials);
            var finished = running.Finish(objective(running));
            _log?.Append(finished);
            _trials.Add(finished);
        }

        return Best;
    }
}
