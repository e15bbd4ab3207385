using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public sealed class PostgreSqlMigrationTests(PostgreSqlFixture postgres) : MigrationContract(postgres);
