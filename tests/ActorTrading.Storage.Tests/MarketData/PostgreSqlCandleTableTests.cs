using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public sealed class PostgreSqlCandleTableTests(PostgreSqlFixture postgres) : CandleTableContract(postgres);
