namespace ActorTrading.Storage.Tests.MarketData;

public sealed class SqliteTrainingTableTests() : TrainingTableContract(null);
