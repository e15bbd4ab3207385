namespace ActorTrading.Storage.Tests.MarketData;

public sealed class SqliteMigrationTests() : MigrationContract(null);
