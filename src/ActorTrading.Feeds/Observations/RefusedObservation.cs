namespace ActorTrading.Feeds.Observations;

/// <summary>A row that could not be used.</summary>
/// <param name="Row">From 0.</param>
/// <param name="Value">What stands there, shortened.</param>
/// <param name="Expected">What would be right.</param>
public sealed record RefusedObservation(int Row, string Field, string Value, string Expected)
{
    public override string ToString() => FormattableString.Invariant($"row {Row}: {Field} '{Value}': {Expected}");
}
