namespace ActorTrading.Storage.Tests.MarketData;

public sealed class SqliteIndicatorTableTests() : IndicatorTableContract(null);
