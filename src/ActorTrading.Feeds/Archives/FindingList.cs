using ActorTrading.Market.Quality;

namespace ActorTrading.Feeds.Archives;

/// <summary>Counts findings by rule and keeps the first of each.</summary>
/// <param name="most">Kept of each rule.</param>
public sealed class FindingList(int most)
{
    private readonly long[] _counts = new long[Enum.GetValues<FindingRule>().Length + 1];
    private readonly List<Finding> _kept = [];

    /// <summary>The kept ones by row.</summary>
    public IReadOnlyList<Finding> Kept => [.. _kept.OrderBy(f => f.Row).ThenBy(f => f.Rule)];

    /// <summary>Of the kept ones the first <paramref name="count"/> of each rule, by row.</summary>
    public IReadOnlyList<Finding> First(int count) => [.. Kept.GroupBy(f => f.Rule).SelectMany(rule => rule.Take(count)).OrderBy(f => f.Row).ThenBy(f => f.Rule)];

    /// <summary>Of every rule that was found broken.</summary>
    public IReadOnlyDictionary<FindingRule, long> Counts => Enum.GetValues<FindingRule>().Where(rule => Count(rule) > 0).ToDictionary(rule => rule, Count);

    public long Count(FindingRule rule) => _counts[(int)rule];

    /// <param name="detail">Called only where the finding is kept.</param>
    public void Add(FindingRule rule, FindingSeverity severity, FindingAction action, long row, long time, long count, Func<string> detail)
    {
        if (_counts[(int)rule]++ < most)
        {
            _kept.Add(new Finding(rule, severity, action, row, time, count, detail()));
        }
    }

    /// <summary>Notes what a row itself is wrong in.</summary>
    public void AddFault(long row, RowFault fault) => Add(fault.Rule, FindingSeverity.Error, FindingAction.Drop, row, 0, 1, fault.ToString);
}
