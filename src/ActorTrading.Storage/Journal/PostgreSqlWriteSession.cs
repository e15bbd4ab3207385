using Npgsql;

namespace ActorTrading.Storage.Journal;

/// <summary>A connection that writes, with its prepared statements; used by one caller at a time and given up when it breaks.</summary>
internal sealed class PostgreSqlWriteSession(NpgsqlConnection connection, string schema) : IAsyncDisposable
{
    private static readonly TimeSpan LongIdle = TimeSpan.FromMilliseconds(50);
    private readonly PostgreSqlInsert?[] _inserts = new PostgreSqlInsert?[4];
    private long _lastUse = TimeProvider.System.GetTimestamp();

    /// <summary>Asks a connection that rested for long whether the server is still there: what fails here has stored nothing.</summary>
    public async Task<bool> IsAliveAsync()
    {
        if (TimeProvider.System.GetElapsedTime(_lastUse) < LongIdle)
        {
            return true;
        }

        try
        {
            await using var question = new NpgsqlCommand("SELECT 1", connection);
            await question.ExecuteScalarAsync();
            return true;
        }
        catch (Exception cause) when (PostgreSql.PostgreSqlFailures.IsExpected(cause))
        {
            return false;
        }
    }

    /// <returns>False when a fence refused them: nothing is stored.</returns>
    public async Task<bool> StoreAsync(IReadOnlyCollection<JournalWrite> writes)
    {
        var tagged = writes.Any(static w => w.HasTags);
        var fenced = writes.Any(static w => w.Fence is not null);
        var index = (tagged ? 1 : 0) + (fenced ? 2 : 0);
        var insert = _inserts[index] ??= await PostgreSqlInsert.PrepareAsync(connection, schema, tagged, fenced);
        var stored = await insert.RunAsync(writes);
        _lastUse = TimeProvider.System.GetTimestamp();
        return stored;
    }

    /// <summary>The shard's epoch; its row is made if there is none.</summary>
    public async Task<long> EpochAsync(string shard)
    {
        await using var make = new NpgsqlCommand($"INSERT INTO {schema}.shard_epoch(shard, epoch) VALUES($1, 0) ON CONFLICT DO NOTHING", connection);
        make.Parameters.Add(new NpgsqlParameter<string> { TypedValue = shard });
        await make.ExecuteNonQueryAsync();
        await using var read = new NpgsqlCommand($"SELECT epoch FROM {schema}.shard_epoch WHERE shard = $1", connection);
        read.Parameters.Add(new NpgsqlParameter<string> { TypedValue = shard });
        return (long)(await read.ExecuteScalarAsync())!;
    }

    /// <summary>The first of the write's numbers that is taken; its first when none is (any more).</summary>
    public async Task<int> FirstTakenAsync(JournalWrite write)
    {
        await using var read = new NpgsqlCommand($"SELECT min(sequence_number) FROM {schema}.journal WHERE persistence_id = $1 AND sequence_number = ANY($2)", connection);
        read.Parameters.Add(new NpgsqlParameter<string> { TypedValue = write.PersistenceId });
        read.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. write.Events.Select(static e => e.SequenceNr)] });
        var taken = await read.ExecuteScalarAsync();
        return Math.Max(0, write.Events.TakeWhile(e => taken is long number && e.SequenceNr < number).Count());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var insert in _inserts)
        {
            insert?.Dispose();
        }

        await connection.DisposeAsync();
    }
}
