namespace ActorTrading.Storage.PostgreSql;

/// <summary>Tables that are created together.</summary>
/// <param name="Table">The one that stands for all and carries their version as its comment.</param>
/// <param name="Tables">The statements; <c>{0}</c> is the quoted schema.</param>
internal sealed record PostgreSqlSchema(string Table, int Version, string Tables)
{
    public string Mark(int version) => FormattableString.Invariant($"actortrading {Table} layout {version}");
}
