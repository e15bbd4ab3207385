using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public sealed class SqliteObservationTableTests() : ObservationTableContract(null);

public sealed class PostgreSqlObservationTableTests(PostgreSqlFixture postgres) : ObservationTableContract(postgres);
