using ActorTrading.Market.Quality;

namespace ActorTrading.Feeds.Archives;

/// <summary>Why a row of a file cannot be read.</summary>
/// <param name="Rule">Missing field, wrong type or out of range.</param>
/// <param name="Field">The column, or <c>line</c>.</param>
/// <param name="Value">What stands there, shortened, control characters escaped.</param>
/// <param name="Expected">What would be right.</param>
public sealed record RowFault(FindingRule Rule, string Field, string Value, string Expected)
{
    public override string ToString() => $"{Field} '{Value}': {Expected}";
}
