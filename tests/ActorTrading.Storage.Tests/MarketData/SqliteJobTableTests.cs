namespace ActorTrading.Storage.Tests.MarketData;

public sealed class SqliteJobTableTests() : JobTableContract(null);
