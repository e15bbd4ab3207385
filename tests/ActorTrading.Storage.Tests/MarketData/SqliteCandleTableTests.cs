namespace ActorTrading.Storage.Tests.MarketData;

public sealed class SqliteCandleTableTests() : CandleTableContract(null);
