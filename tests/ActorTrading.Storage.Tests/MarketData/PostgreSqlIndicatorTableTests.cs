using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public sealed class PostgreSqlIndicatorTableTests(PostgreSqlFixture postgres) : IndicatorTableContract(postgres);
