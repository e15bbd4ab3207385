namespace ActorTrading.Storage.MarketData.Migrations;

/// <summary>A migration as the database remembers it.</summary>
/// <param name="Checksum">Of the script that was run.</param>
/// <param name="AppliedAt">µs since the Unix epoch.</param>
public sealed record AppliedMigration(long Number, string Name, string Checksum, long AppliedAt);
