namespace ActorTrading.Storage.Tests.MarketData;

public sealed class SqliteFindingTableTests() : FindingTableContract(null);
