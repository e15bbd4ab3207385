namespace ActorTrading.Market.Quality;

/// <summary>Keeps findings, of each rule so many.</summary>
internal sealed class FindingLog(int most)
{
    private readonly List<Finding> _findings = [];
    private readonly int[] _kept = new int[byte.MaxValue + 1];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Whether the next finding of the rule would be kept: its text need not be made otherwise.</summary>
    public bool HasRoom(FindingRule rule) => _kept[(int)rule] < most;

    public void Add(Finding finding)
    {
        if (HasRoom(finding.Rule))
        {
            _kept[(int)finding.Rule]++;
            _findings.Add(finding);
        }
    }

    /// <summary>By row; those without one behind.</summary>
    public void Sort()
    {
        var ordered = _findings.OrderBy(f => f.Row < 0 ? long.MaxValue : f.Row).ThenBy(f => f.Rule).ToList();
        _findings.Clear();
        _findings.AddRange(ordered);
    }
}
