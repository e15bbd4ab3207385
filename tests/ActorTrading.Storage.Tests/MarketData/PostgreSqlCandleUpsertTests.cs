using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public sealed class PostgreSqlCandleUpsertTests(PostgreSqlFixture postgres) : CandleUpsertContract(postgres);
