namespace ActorTrading.Storage.Tests.MarketData;

public sealed class SqliteCandleUpsertTests() : CandleUpsertContract(null);
