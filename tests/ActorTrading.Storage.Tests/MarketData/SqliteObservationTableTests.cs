namespace ActorTrading.Storage.Tests.MarketData;

public sealed class SqliteObservationTableTests() : ObservationTableContract(null);
