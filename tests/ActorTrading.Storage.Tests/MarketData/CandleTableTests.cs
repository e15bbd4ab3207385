using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public sealed class SqliteCandleTableTests() : CandleTableContract(null);

public sealed class PostgreSqlCandleTableTests(PostgreSqlFixture postgres) : CandleTableContract(postgres);
