namespace ActorTrading.Storage.Sqlite;

/// <summary>The tables of one database file. Applied as a whole to an empty file; an older file is upgraded, a newer one refused.</summary>
/// <param name="Version">Kept in the file as <c>user_version</c>.</param>
/// <param name="Tables">Statements, separated by semicolons at line ends.</param>
/// <param name="Content">What the file holds, for messages.</param>
internal sealed record SqliteSchema(int Version, string Tables, string Content)
{
    /// <summary>The first leads from version 1 to 2, and so on; in the form of <see cref="Tables"/>.</summary>
    public IReadOnlyList<string> Upgrades { get; init; } = [];
}
