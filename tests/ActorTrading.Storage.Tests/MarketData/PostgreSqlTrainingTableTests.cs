using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public sealed class PostgreSqlTrainingTableTests(PostgreSqlFixture postgres) : TrainingTableContract(postgres);
