namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>Where a value was written.</summary>
/// <param name="Source">A file name, or a description such as <c>environment variable ACTORTRADING__HTTP__PORT</c>.</param>
/// <param name="Line">1-based; 0 where the source has no lines.</param>
/// <param name="Column">1-based, in UTF-16 units; 0 where unknown.</param>
public readonly record struct HoconOrigin(string Source, int Line, int Column)
{
    /// <summary><c>file:line:column</c>, or the bare source where there are no lines.</summary>
    public override string ToString() => Line > 0 ? $"{Source}:{Line}:{Column}" : Source;
}
