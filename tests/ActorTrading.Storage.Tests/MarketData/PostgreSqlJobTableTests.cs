using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public sealed class PostgreSqlJobTableTests(PostgreSqlFixture postgres) : JobTableContract(postgres);
