using ActorTrading.Market.Quality;

namespace ActorTrading.Feeds.Archives;

/// <summary>Counts findings by rule and keeps the first of each.</summary>
/// <param name="most">Kept of each rule.</param>
internal sealed class FindingList(int most)
{
    private readonly long[] _counts = new long[Enum.GetValues<FindingRule>().Length + 1];
    private readonly List<Finding> _kept = [];

    /// <summary>The kept ones by row.</summary>
    public IReadOnlyList<Finding> Kept => [.. _kept.OrderBy(f => f.Row).ThenBy(f => f.Rule)];

    public long Count(FindingRule rule) => _counts[(int)rule];

    /// <param name="detail">Called only where the finding is kept.</param>
    public void Add(FindingRule rule, FindingSeverity severity, FindingAction action, long row, long time, long count, Func<string> detail)
    {
        if (_counts[(int)rule]++ < most)
        {
            _kept.Add(new Finding(rule, severity, action, row, time, count, detail()));
        }
    }
}
