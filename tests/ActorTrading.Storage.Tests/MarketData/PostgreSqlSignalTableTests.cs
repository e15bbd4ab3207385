using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public sealed class PostgreSqlSignalTableTests(PostgreSqlFixture postgres) : SignalTableContract(postgres);
