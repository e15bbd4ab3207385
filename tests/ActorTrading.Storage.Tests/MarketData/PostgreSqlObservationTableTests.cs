using ActorTrading.Storage.Tests.PostgreSql;

namespace ActorTrading.Storage.Tests.MarketData;

public sealed class PostgreSqlObservationTableTests(PostgreSqlFixture postgres) : ObservationTableContract(postgres);
