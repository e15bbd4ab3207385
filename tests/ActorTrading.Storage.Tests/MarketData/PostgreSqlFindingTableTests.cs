using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public sealed class PostgreSqlFindingTableTests(PostgreSqlFixture postgres) : FindingTableContract(postgres);
