using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public sealed class SqliteIndicatorTableTests() : IndicatorTableContract(null);

public sealed class PostgreSqlIndicatorTableTests(PostgreSqlFixture postgres) : IndicatorTableContract(postgres);

public sealed class SqliteTrainingTableTests() : TrainingTableContract(null);

public sealed class PostgreSqlTrainingTableTests(PostgreSqlFixture postgres) : TrainingTableContract(postgres);

public sealed class SqliteSignalTableTests() : SignalTableContract(null);

public sealed class PostgreSqlSignalTableTests(PostgreSqlFixture postgres) : SignalTableContract(postgres);
