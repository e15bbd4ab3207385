using ActorTrading.Node.Configuration;

namespace ActorTrading.Node.Tests.Configuration;

public sealed class DatabaseSettingsTests
{
    private const string Secret = "hunter2";

    [Fact]
    public void Load_NothingSet_IsSqliteInTheDataDirectory()
    {
        var options = Load([]);

        Assert.Equal((DatabaseKind.Sqlite, "market.db"), (options.Database.Kind, options.Database.File));
        Assert.Equal((30, 3, 1000, 60, 730), ((int)options.Sync.Timeout.TotalSeconds, options.Sync.MaxRetryAttempts, options.Sync.BatchSize, (int)options.Sync.SyncInterval.TotalSeconds, options.Sync.DataRetentionDays));
        Assert.True(options.Sync.EnableBackfill && options.Sync.EnableValidation && options.Sync.EnableConsistencyCheck);
    }

    [Fact]
    public void Load_DbVariables_WinOverDefaultsAndLoseToEverythingElse()
    {
        var variables = new Dictionary<string, string>
        {
            ["DB_HOST"] = "db",
            ["DB_PORT"] = "6432",
            ["DB_NAME"] = "trading",
            ["DB_USER"] = "node",
            ["DB_PASSWORD"] = Secret,
        };
        var alone = Load(variables).Database;
        Assert.Equal((DatabaseKind.PostgreSql, "db", 6432, "trading", "node", Secret), (alone.Kind, alone.Host, alone.Port, alone.Name, alone.User, alone.Password));

        variables["ACTORTRADING__DATABASE__NAME"] = "other";
        var over = Load(variables, "database.port=1").Database;
        Assert.Equal(("db", 1, "other"), (over.Host, over.Port, over.Name));
    }

    [Theory]
    [InlineData("postgresql://node:hunter2@db:6432/trading?schema=prod", "PostgreSql db 6432 trading node hunter2 prod market.db")]
    [InlineData("postgres://db/trading", "PostgreSql db 5432 trading actortrading  market market.db")]
    [InlineData("postgresql://no%40de:a%2Fb%3Ac@[::1]/t%20x", "PostgreSql ::1 5432 t x no@de a/b:c market market.db")]
    [InlineData("sqlite:///own.db", "Sqlite  5432 actortrading actortrading  market own.db")]
    [InlineData("sqlite:////var/own.db", "Sqlite  5432 actortrading actortrading  market /var/own.db")]
    public void Load_DatabaseUrl_WinsOverTheSection(string url, string expected)
    {
        var d = Load(new Dictionary<string, string> { ["ACTORTRADING__SYNC__DATABASE_URL"] = url }).Database;

        Assert.Equal(expected, $"{d.Kind} {d.Host} {d.Port} {d.Name} {d.User} {d.Password} {d.Schema} {d.File}");
    }

    [Fact]
    public void Load_DatabaseUrlWithoutPassword_TakesThatOfTheVariable()
    {
        var options = Load(new Dictionary<string, string> { ["DB_PASSWORD"] = Secret, ["DB_HOST"] = "elsewhere" }, "sync.database-url=\"postgresql://node@db/trading\"");

        Assert.Equal(("db", "node", Secret), (options.Database.Host, options.Database.User, options.Database.Password));
    }

    [Theory]
    [InlineData("DB_PORT", "0", "environment variable DB_PORT: actortrading.database.port: '0' is not a whole number from 1 to 65535.")]
    [InlineData("DB_PORT", "x", "environment variable DB_PORT: actortrading.database.port: 'x' is not a whole number from 1 to 65535.")]
    [InlineData("ACTORTRADING__DATABASE__SCHEMA", "My Schema", "'My Schema' is not a name of lower-case letters")]
    [InlineData("ACTORTRADING__SYNC__DATABASE_URL", "mysql://node:hunter2@db/x", "'mysql://node:***@db/x' is not empty, \"postgresql://")]
    [InlineData("ACTORTRADING__SYNC__DATABASE_URL", "postgresql://node:hun/ter2@db/x", "'postgresql://node:***@db/x' is not empty")]
    [InlineData("ACTORTRADING__SYNC__DATABASE_URL", "postgresql://node:hunter2@db", "is not empty")]
    [InlineData("ACTORTRADING__SYNC__DATABASE_URL", "postgresql://node:hunter2@db/x?sslmode=off", "is not empty")]
    [InlineData("ACTORTRADING__SYNC__DATABASE_URL", "sqlite:///", "is not empty")]
    [InlineData("ACTORTRADING__SYNC__REDIS_URL", "http://u:hunter2@cache", "'http://u:***@cache' is not empty or an address such as \"redis://cache:6379/0\"")]
    [InlineData("ACTORTRADING__SYNC__REDIS_URL", "redis://cache/x", "is not empty or an address")]
    [InlineData("ACTORTRADING__SYNC__BATCH_SIZE", "0", "actortrading.sync.batch-size: '0' is not a whole number from 1 to 1000000.")]
    [InlineData("ACTORTRADING__SYNC__TIMEOUT", "1h", "actortrading.sync.timeout: '1h' is not a duration from 1s to 10m")]
    [InlineData("ACTORTRADING__SYNC__MAX_RETRY_ATTEMPTS", "-1", "actortrading.sync.max-retry-attempts: '-1' is not a whole number from 0 to 20.")]
    [InlineData("ACTORTRADING__SYNC__DATA_RETENTION_DAYS", "40000", "actortrading.sync.data-retention-days: '40000' is not a whole number from 0 to 36500.")]
    [InlineData("DB_HOST", "node:hunter2@db", "environment variable DB_HOST: actortrading.database.host: must be the name or IP address of a host")]
    [InlineData("DB_HOST", "postgresql://node:hunter2@db/x", "must be the name or IP address of a host")]
    [InlineData("DB_HOST", "db;Password=hunter2", "must be the name or IP address of a host")]
    [InlineData("ACTORTRADING__SYNC__DATABASE_URL", "node:hunter2@db/x", "'node:***@db/x' is not empty")]
    [InlineData("ACTORTRADING__SERIES__FEAR_GREED__LOCATION", "ftp://node:hunter2@db/x", "'ftp://node:***@db/x' is not an http(s) address")]
    [InlineData("ACTORTRADING__HTTP__PORT", "postgresql://node:hunter2@db/x", "'postgresql://node:***@db/x' is not a whole number")]
    public void Load_WrongValue_NamesFieldValueAndWhatIsRightButNoSecret(string variable, string value, string expected)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Load(new Dictionary<string, string> { [variable] = value }));

        Assert.Contains(expected, refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ter2", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http.port=\"postgresql://node:hunter2@db/x\"")]
    [InlineData("http.port=postgresql://node:hunter2@db/x")]
    [InlineData("database.host=\"node:hunter2@db\"")]
    [InlineData("sync.redis-url=\"node:hunter2@db\"")]
    [InlineData("sync.database-urll=\"postgresql://node:hunter2@db/x\"")]
    public void Load_UrlWithPasswordInABadPlace_IsNotRepeated(string set)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Load([], set));

        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis://cache")]
    [InlineData("rediss://user:p@cache:6380/15")]
    [InlineData("")]
    public void Load_RedisUrl_IsTaken(string url) =>
        Assert.Equal(url, Load(new Dictionary<string, string> { ["ACTORTRADING__SYNC__REDIS_URL"] = url }).Sync.RedisUrl);

    [Fact]
    public void Leaves_AddressesWithPasswords_AreMaskedEvenInLists()
    {
        var root = NodeConfiguration.Load(new ConfigurationInputs
        {
            Sets =
            [
                "sync.database-url=\"postgresql://node:hunter2@db/x\"", "sync.redis-url=\"redis://:hunter2@cache\"",
                "exchanges.okx.rest-hosts=[\"https://u:hunter2@proxy\"]", "database.password=hunter2",
            ],
        }).Root;

        var shown = string.Join('\n', ConfigurationView.Leaves(root).Select(l => $"{l.Path} = {l.Value} {l.Value.Origin}"));

        Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
        Assert.Contains("postgresql://node:***@db/x", shown, StringComparison.Ordinal);
    }

    private static NodeOptions Load(Dictionary<string, string> environment, params string[] sets) =>
        NodeConfiguration.Load(new ConfigurationInputs { Environment = environment, Sets = sets }).Options;
}
