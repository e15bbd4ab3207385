using ActorTrading.Actors.Persistence.Query;
using ActorTrading.Storage.Journal;
using ActorTrading.Storage.Tests.PostgreSql;
using Npgsql;

namespace ActorTrading.Storage.Tests.Queries;

public sealed class PostgreSqlReadJournalTests(PostgreSqlFixture postgres) : ReadJournalContract
{
    private readonly string _prefix = postgres.NewSchema();
    private int _schemas;
    private string _schema = "";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Gap_OfAnOpenTransaction_IsWaitedForUntilItEnds(bool commits)
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([Event("a", 1, "red")]);
        await using var open = await BeginAsync();
        await open.InsertAsync("late", 1);
        await journal.WriteAsync([Event("a", 2, "red")]);
        await using var all = Queries(journal).AllEvents(Offset.NoOffset()).GetAsyncEnumerator();
        await using var red = Queries(journal).EventsByTag("red", Offset.NoOffset()).GetAsyncEnumerator();
        var current = Queries(journal).CurrentAllEvents(Offset.NoOffset()).ToListAsync().AsTask();
        Assert.Equal("a1", await NextAsync(all));
        Assert.Equal("a1", await NextAsync(red));
        var (nextOfAll, nextOfRed) = (NextAsync(all), NextAsync(red));

        // Commits behind the gap change nothing.
        await journal.WriteAsync([Event("a", 3)]);
        await Task.Delay(100);
        Assert.False(nextOfAll.IsCompleted || nextOfRed.IsCompleted || current.IsCompleted);

        await open.EndAsync(commits);

        string[] rest = commits ? ["late1", "a2", "a3"] : ["a2", "a3"];
        Assert.Equal(rest[0], await nextOfAll);
        foreach (var name in rest.Skip(1))
        {
            Assert.Equal(name, await NextAsync(all));
        }

        Assert.Equal("a2", await nextOfRed);

        // Whether it began before or after a3 was stored is left to chance.
        Assert.Equal(["a1", .. rest.SkipLast(1)], Names(await current).Where(static name => name != "a3"));
    }

    /// <summary>A number is taken before the transaction has an id, and no snapshot shows that.</summary>
    [Fact]
    public async Task Gap_OfATransactionWithoutAnId_IsWaitedFor()
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([Event("a", 1)]);
        await using var open = await BeginAsync();
        await open.ExecuteAsync($"LOCK TABLE {_schema}.journal IN ROW EXCLUSIVE MODE");
        var number = await open.ScalarAsync($"SELECT nextval(pg_get_serial_sequence('{_schema}.journal', 'ordering'))");
        Assert.IsType<DBNull>(await open.ScalarAsync("SELECT pg_current_xact_id_if_assigned()"));
        await journal.WriteAsync([Event("a", 2)]);
        await using var all = Queries(journal).AllEvents(Offset.NoOffset()).GetAsyncEnumerator();
        Assert.Equal("a1", await NextAsync(all));
        var next = NextAsync(all);
        await Task.Delay(50);
        Assert.False(next.IsCompleted);

        await open.InsertAsync("late", 1, (long)number);
        await open.EndAsync(commits: true);

        Assert.Equal("late1", await next);
        Assert.Equal("a2", await NextAsync(all));
    }

    [Fact]
    public async Task Gap_OfALaterTransaction_DoesNotHoldUpWhatIsBeforeIt()
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([Event("a", 1), Event("a", 2)]);
        await using var open = await BeginAsync();
        await open.InsertAsync("late", 1);
        await journal.WriteAsync([Event("b", 1)]);

        Assert.Equal(["a1", "a2"], Names(await Queries(journal).AllEvents(Offset.NoOffset()).Take(2).ToListAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10))));
        await open.EndAsync(commits: false);
    }

    [Fact]
    public async Task Gaps_OfManyTransactionsThatCommitOutOfOrderOrNot_EveryEventOnce()
    {
        await using var journal = await CreateAsync();
        const int writers = 5, rounds = 40;
        using var stop = new CancellationTokenSource();
        var seen = new List<EventEnvelope>();
        var reading = Task.Run(async () =>
        {
            var random = new Random(1);
            while (!stop.IsCancellationRequested)
            {
                // Resumes from the last offset all the time.
                var from = seen.Count == 0 ? Offset.NoOffset() : seen[^1].Offset;
                var some = random.Next(1, 30);
                try
                {
                    await foreach (var e in Queries(journal).AllEvents(from).Take(some).WithCancellation(stop.Token))
                    {
                        seen.Add(e);
                    }
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    return;
                }
            }
        });
        var stored = (await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(() => WriteAsync(w, rounds)))))
            .SelectMany(static names => names).ToHashSet();
        await journal.WriteAsync([Event("last", 1)]);
        stored.Add("last1");

        await ActorTrading.Tests.Eventually.TrueAsync(() => seen.Count >= stored.Count, "all are seen");
        await stop.CancelAsync();
        await reading;

        Assert.Equal(stored.Count, seen.Count);
        Assert.Equal(stored.Order(), Names(seen).Order());
        var positions = seen.Select(static e => ((Sequence)e.Offset).Value).ToList();
        Assert.Equal(positions.Order(), positions);
        Assert.True(positions[^1] > positions.Count, "some transactions left gaps");
    }

    protected override async Task<IQueryableJournal> CreateAsync()
    {
        _schema = $"{_prefix}_{Interlocked.Increment(ref _schemas)}";
        return await PostgreSqlJournal.OpenAsync(
            new PostgreSqlJournalOptions { ConnectionString = await postgres.ConnectionStringAsync(), Schema = _schema, PageEvents = 100 }, Note.Serialization());
    }

    private async Task<List<string>> WriteAsync(int writer, int rounds)
    {
        var random = new Random(writer);
        var stored = new List<string>();
        var number = 0;
        for (var round = 0; round < rounds; round++)
        {
            await using var open = await BeginAsync();
            var names = new List<string>();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                await open.InsertAsync($"w{writer}-", ++number);
                names.Add($"w{writer}-{number}");
                await Task.Delay(random.Next(3));
            }

            var commits = random.Next(4) != 0;
            await open.EndAsync(commits);
            stored.AddRange(commits ? names : []);
        }

        return stored;
    }

    private async Task<OpenTransaction> BeginAsync()
    {
        var connection = new NpgsqlConnection(await postgres.ConnectionStringAsync());
        await connection.OpenAsync();
        return new OpenTransaction(connection, await connection.BeginTransactionAsync(), _schema);
    }

    /// <summary>A writer of another process that takes its time.</summary>
    private sealed class OpenTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, string schema) : IAsyncDisposable
    {
        public Task InsertAsync(string id, int number, long? ordering = null) => ExecuteAsync(
            $"INSERT INTO {schema}.journal({(ordering is null ? "" : "ordering, ")}deleted, persistence_id, sequence_number, created, message, identifier, manifest) "
            + $"VALUES ({(ordering is null ? "" : $"{ordering}, ")}false, '{id}', {number}, 1, 'x', 4711, 'note:1')");

        public Task ExecuteAsync(string sql) => ScalarAsync(sql);

        public async Task<object> ScalarAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            return (await command.ExecuteScalarAsync())!;
        }

        public Task EndAsync(bool commits) => commits ? transaction.CommitAsync() : transaction.RollbackAsync();

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
