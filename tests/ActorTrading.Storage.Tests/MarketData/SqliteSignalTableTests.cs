namespace ActorTrading.Storage.Tests.MarketData;

public sealed class SqliteSignalTableTests() : SignalTableContract(null);
