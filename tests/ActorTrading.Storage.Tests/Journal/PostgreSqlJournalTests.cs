using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Journal;
using ActorTrading.Storage.Tests.PostgreSql;
using Npgsql;

namespace ActorTrading.Storage.Tests.Journal;

public sealed class PostgreSqlJournalTests(PostgreSqlFixture postgres) : DurableJournalContract
{
    private readonly string _prefix = postgres.NewSchema();
    private int _schemas;

    [Fact]
    public async Task Layout_ReadByAnotherTool_IsThatOfAkkaPersistenceSql()
    {
        var schema = _prefix + "_layout";
        await using (var journal = await OpenSchemaAsync(schema))
        {
            await journal.RaiseEpochAsync("s");
            await journal.WriteAsync([Event("a", 1, "hello", "red", "blue", "red") with { Fence = new WriterEpoch("s", 1) }]);
        }

        var row = await ScalarAsync($"""
            SELECT concat_ws('|', deleted, persistence_id, sequence_number, created, tags, convert_from(message, 'UTF8'), identifier, manifest, writer_uuid, epoch,
                (SELECT string_agg(tag || ordering_id || persistence_id || sequence_nr, ',' ORDER BY tag) FROM {schema}.tags))
            FROM {schema}.journal
            """);
        Assert.Equal("f|a|1|638000000000000001|;red;blue;red;|hello|4711|note:1|0123456789abcdef0123456789abcdef|1|blue1a1,red1a1", row);
    }

    [Fact]
    public async Task Write_ManyAtOnce_ShareTransactions()
    {
        await using var journal = await OpenSchemaAsync(_prefix + "_many");

        await Task.WhenAll(Enumerable.Range(0, 2000).Select(w => journal.WriteAsync([Event($"w{w}", 1, "x")])));

        Assert.InRange(journal.Commits, 1, 500);
        Assert.Equal(0, journal.Outstanding);
    }

    [Fact]
    public async Task Write_MoreThanAGroupHolds_TakesSeveralTransactions()
    {
        await using var journal = await OpenSchemaAsync(_prefix + "_groups", o => o with { GroupEvents = 10, GroupBytes = 1000, PageEvents = 7, PagePayloadBytes = 300 });

        await Task.WhenAll(Enumerable.Range(0, 40).Select(w => journal.WriteAsync([.. Enumerable.Range(1, 6).Select(n => Event($"w{w}", n, "x"))])));
        await journal.WriteAsync([.. Enumerable.Range(1, 25).Select(n => Event("big", n, new string('x', 100)))]);

        Assert.True(journal.Commits >= 41, $"{journal.Commits}");
        Assert.Equal(Enumerable.Range(1, 25).Select(n => (long)n), (await All(journal, "big")).Select(e => e.SequenceNr));
        Assert.Equal(10, await journal.ReplayAsync("big", 3, 20, 10).CountAsync());
        Assert.Equal(41, await journal.CurrentPersistenceIdsAsync().CountAsync());
    }

    [Fact]
    public async Task Write_FromTwoJournalsOnOneSchema_ExactlyOneWinsEachNumber()
    {
        await using var first = await OpenSchemaAsync(_prefix + "_shared");
        await using var second = await OpenSchemaAsync(_prefix + "_shared");
        IJournal[] journals = [first, second];

        var outcomes = await Task.WhenAll(journals.Select((journal, writer) => Task.Run(async () =>
        {
            var won = new List<long>();
            for (var n = 1; n <= 200; n++)
            {
                // Each in a group with others, so that a lost race must not cost those.
                var write = journal.WriteAsync([Event("a", n, $"{writer}")]);
                await journal.WriteAsync([Event($"own-{writer}", n, "x", "t")]);
                await write.ContinueWith(_ => { }, TaskScheduler.Default);
                if (write.IsCompletedSuccessfully)
                {
                    won.Add(n);
                }
                else
                {
                    Assert.Equal(StorageFailure.Duplicate, Assert.IsType<StorageException>(write.Exception?.InnerException).Failure);
                }
            }

            return won;
        })));

        Assert.Equal(Enumerable.Range(1, 200).Select(n => (long)n), outcomes.SelectMany(won => won).Order());
        Assert.All(await All(first, "a"), e => Assert.Contains(e.SequenceNr, outcomes[((Note)e.Payload).Text == "0" ? 0 : 1]));
        Assert.Equal(200, await second.ReadHighestSequenceNrAsync("own-0"));
    }

    /// <summary>As between two nodes: the one that takes over is another process's journal.</summary>
    [Fact]
    public async Task RaiseEpoch_InAnotherJournal_LetsNothingOfTheFirstThroughAfterwards()
    {
        await using var old = await OpenSchemaAsync(_prefix + "_fence");
        await using var next = await OpenSchemaAsync(_prefix + "_fence");
        for (var round = 0; round < 20; round++)
        {
            var epoch = await old.RaiseEpochAsync("s");
            var ids = Enumerable.Range(0, 6).Select(n => $"{round}-{n}").ToArray();
            using var started = new SemaphoreSlim(0);
            var writers = ids.Select(id => Task.Run(async () =>
            {
                for (var n = 1; ; n++)
                {
                    var write = old.WriteAsync(Fenced(id, epoch, n));
                    await write.ContinueWith(_ => { }, TaskScheduler.Default);
                    if (!write.IsCompletedSuccessfully)
                    {
                        Assert.IsType<StaleWriterException>(write.Exception?.InnerException);
                        return (long)n - 1;
                    }

                    started.Release();
                }
            })).ToArray();
            for (var i = 0; i < ids.Length * 3; i++)
            {
                Assert.True(await started.WaitAsync(TimeSpan.FromSeconds(10)));
            }

            await next.RaiseEpochAsync("s");

            // Read by the new owner, which does not wait for the old one's queue.
            var found = await Task.WhenAll(ids.Select(id => next.ReadHighestSequenceNrAsync(id)));
            Assert.Equal(await Task.WhenAll(writers), found);
        }
    }

    [Theory]
    [InlineData('\0')]
    [InlineData('\ud800')]
    public async Task Write_IdThatIsNoText_IsRejectedAlone(char odd)
    {
        var id = $"a{odd}b";
        await using var journal = await OpenSchemaAsync(_prefix + "_text");

        var bad = journal.WriteAsync([Event(id, 1, "x")]);
        var good = journal.WriteAsync([Event($"good-{(int)odd}", 1, "x")]);

        await Assert.ThrowsAsync<EventRejectedException>(() => bad);
        await good;
    }

    [Fact]
    public async Task Write_IdTooLong_FailsAlone()
    {
        await using var journal = await OpenSchemaAsync(_prefix + "_long");

        var others = Enumerable.Range(0, 20).Select(n => journal.WriteAsync([Event($"o{n}", 1, "x")])).ToArray();
        var bad = journal.WriteAsync([Event(new string('x', 256), 1, "x")]);

        Assert.Equal(StorageFailure.TooLarge, (await Assert.ThrowsAsync<StorageException>(() => bad)).Failure);
        await Task.WhenAll(others);
    }

    [Fact]
    public async Task Replay_DamagedEvent_IsNoticed()
    {
        var schema = _prefix + "_damaged";
        await using var journal = await OpenSchemaAsync(schema);
        await journal.WriteAsync([Event("a", 1, "x"), Event("a", 2, "y"), Event("a", 3, "z")]);
        await ScalarAsync($"UPDATE {schema}.journal SET message = 'Y' WHERE sequence_number = 2");

        var failure = await Assert.ThrowsAsync<StorageException>(() => All(journal, "a"));

        Assert.Equal(StorageFailure.Corrupt, failure.Failure);
        Assert.Contains("Event 2 of 'a'", failure.Message, StringComparison.Ordinal);
        Assert.Single(await journal.ReplayAsync("a", 1, 1, 10).ToListAsync());
    }

    [Fact]
    public async Task Replay_RowsOfAnotherTool_AreReadWithoutChecksum()
    {
        var schema = _prefix + "_foreign";
        await using var journal = await OpenSchemaAsync(schema);
        await ScalarAsync($"INSERT INTO {schema}.journal(deleted, persistence_id, sequence_number, created, message, identifier, manifest) VALUES(false, 'a', 1, 5, 'hi', 4711, 'note:1')");

        Assert.Equal(new Note("hi"), Assert.Single(await All(journal, "a")).Payload);
    }

    [Theory]
    [InlineData("COMMENT ON TABLE {0}.journal IS 'actortrading journal layout 99'", StorageFailure.NewerVersion)]
    [InlineData("COMMENT ON TABLE {0}.journal IS NULL", StorageFailure.Corrupt)]
    public async Task Open_AnotherLayout_IsRefused(string change, StorageFailure expected)
    {
        var schema = $"{_prefix}_{expected}".ToLowerInvariant();
        await (await OpenSchemaAsync(schema)).DisposeAsync();
        await ScalarAsync(string.Format(null, change, schema));

        var refusal = await Assert.ThrowsAsync<StorageException>(() => OpenSchemaAsync(schema));

        Assert.Equal(expected, refusal.Failure);
        Assert.Contains(schema, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ManyAtOnce_MakeTheTablesOnce()
    {
        var journals = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenSchemaAsync(_prefix + "_race")));

        await Task.WhenAll(journals.Select((journal, n) => journal.WriteAsync([Event($"w{n}", 1, "x")])));

        Assert.Equal(8, await journals[0].CurrentPersistenceIdsAsync().CountAsync());
        await Task.WhenAll(journals.Select(j => j.DisposeAsync().AsTask()));
    }

    [Theory]
    [InlineData("", "actortrading", 2, "ConnectionString")]
    [InlineData("Database=x", "actortrading", 2, "ConnectionString")]
    [InlineData("Host=x;Nonsense=1", "actortrading", 2, "ConnectionString")]
    [InlineData("Host=x", "Actor Trading", 2, "Schema")]
    [InlineData("Host=x", "1a", 2, "Schema")]
    [InlineData("Host=x", "a", 0, "Writers")]
    public async Task Open_BadOptions_NamesTheField(string connection, string schema, int writers, string field)
    {
        var options = new PostgreSqlJournalOptions { ConnectionString = connection, Schema = schema, Writers = writers };

        Assert.Equal(field, (await Assert.ThrowsAnyAsync<ArgumentException>(() => PostgreSqlJournal.OpenAsync(options, Note.Serialization()))).ParamName);
    }

    [Fact]
    public async Task Open_NobodyListens_SaysSoWithoutThePassword()
    {
        var options = new PostgreSqlJournalOptions { ConnectionString = "Host=127.0.0.1;Port=1;Username=u;Password=hush;Timeout=2" };

        var refusal = await Assert.ThrowsAsync<StorageException>(() => PostgreSqlJournal.OpenAsync(options, Note.Serialization()));

        Assert.Equal(StorageFailure.Unreachable, refusal.Failure);
        Assert.Contains("127.0.0.1:1", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refusal.ToString(), StringComparison.Ordinal);
    }

    protected override async Task<IFencedJournal> CreateAsync() => await OpenSchemaAsync($"{_prefix}_{Interlocked.Increment(ref _schemas)}");

    protected override async Task<IFencedJournal> OpenAsync(string place) => await OpenSchemaAsync($"{_prefix}_{place}");

    private async Task<PostgreSqlJournal> OpenSchemaAsync(string schema, Func<PostgreSqlJournalOptions, PostgreSqlJournalOptions>? change = null)
    {
        var options = new PostgreSqlJournalOptions { ConnectionString = await postgres.ConnectionStringAsync(), Schema = schema };
        return await PostgreSqlJournal.OpenAsync(change is null ? options : change(options), Note.Serialization());
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(await postgres.ConnectionStringAsync());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
