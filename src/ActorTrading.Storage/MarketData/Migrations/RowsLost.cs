namespace ActorTrading.Storage.MarketData.Migrations;

/// <summary>What goes with a table that a downgrade takes back.</summary>
/// <param name="Rows">At least 1.</param>
public sealed record RowsLost(string Table, long Rows);
