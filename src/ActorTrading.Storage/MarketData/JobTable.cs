namespace ActorTrading.Storage.MarketData;

/// <summary>
/// Which jobs there are, when they are due, and who runs them. Claims are leases: of several nodes exactly one gets a run, and when that one dies
/// another takes it over once the lease has ended. Nodes' clocks must agree to well within a lease.
/// </summary>
public sealed class JobTable
{
    private const string Write = "write jobs of";

    /// <summary>A claim that ends later was made by a clock that was wrong: it binds nobody.</summary>
    private const long LongestClaim = 2 * 3_600_000_000L;

    private const string IsFree = "(claimed_until IS NULL OR claimed_until <= @Now OR claimed_until > @Latest)";

    private readonly MarketDatabase _database;

    internal JobTable(MarketDatabase database) => _database = database;

    /// <summary>By name.</summary>
    public Task<IReadOnlyList<ScheduledJob>> AllAsync(CancellationToken cancellationToken) => _database.ReadAsync(
        "read jobs of",
        session => session.QueryAsync<ScheduledJob>("""
            SELECT name AS Name, cron AS Schedule, next_due AS NextDue, claimed_by AS ClaimedBy, claimed_until AS ClaimedUntil,
              last_started AS LastStarted, last_finished AS LastFinished, last_result AS LastResult
            FROM scheduled_jobs ORDER BY name
            """),
        cancellationToken);

    /// <summary>Makes a job known. One that is known with the same schedule stays due when it was; with another schedule it is due anew.</summary>
    public Task PutAsync(string name, string schedule, long nextDue, CancellationToken cancellationToken) => _database.WriteAsync(
        Write,
        session => session.ExecuteAsync(
            """
            INSERT INTO scheduled_jobs (name, cron, next_due) VALUES (@Name, @Schedule, @NextDue)
            ON CONFLICT (name) DO UPDATE SET cron = excluded.cron, next_due = excluded.next_due WHERE scheduled_jobs.cron <> excluded.cron
            """,
            new { Name = name, Schedule = schedule, NextDue = nextDue }),
        cancellationToken);

    /// <summary>Makes a job due earlier; one that is due before, or that somebody runs, stays as it is.</summary>
    public Task HastenAsync(string name, long nextDue, long now, CancellationToken cancellationToken) => _database.WriteAsync(
        Write,
        session => session.ExecuteAsync(
            $"UPDATE scheduled_jobs SET next_due = @NextDue WHERE name = @Name AND next_due > @NextDue AND {IsFree}",
            new { Name = name, NextDue = nextDue, Now = now, Latest = now + LongestClaim }),
        cancellationToken);

    /// <summary>Forgets a job, unless somebody runs it.</summary>
    public Task RemoveAsync(string name, long now, CancellationToken cancellationToken) => _database.WriteAsync(
        Write,
        session => session.ExecuteAsync(
            "DELETE FROM scheduled_jobs WHERE name = @Name AND (claimed_until IS NULL OR claimed_until <= @Now)", new { Name = name, Now = now }),
        cancellationToken);

    /// <summary>Takes a run that is due and that nobody holds.</summary>
    /// <param name="until">At most an hour from now.</param>
    /// <returns>Whether it is the caller's now.</returns>
    public async Task<bool> TryClaimAsync(string name, string holder, long now, long until, CancellationToken cancellationToken) => await _database.WriteAsync(
        Write,
        session => session.ExecuteAsync(
            $"""
            UPDATE scheduled_jobs SET claimed_by = @Holder, claimed_until = @Until, last_started = @Now
            WHERE name = @Name AND next_due <= @Now AND {IsFree}
            """,
            new { Name = name, Holder = holder, Now = now, Until = until, Latest = now + LongestClaim }),
        cancellationToken) == 1;

    /// <returns>Whether the claim is still the holder's: once lost, it is never had back.</returns>
    public async Task<bool> TryRenewAsync(string name, string holder, long until, CancellationToken cancellationToken) => await _database.WriteAsync(
        Write,
        session => session.ExecuteAsync(
            "UPDATE scheduled_jobs SET claimed_until = @Until WHERE name = @Name AND claimed_by = @Holder", new { Name = name, Holder = holder, Until = until }),
        cancellationToken) == 1;

    /// <summary>Ends the run and says when the next one is due.</summary>
    /// <returns>Whether the claim was still the holder's; otherwise nothing is changed.</returns>
    public async Task<bool> TryFinishAsync(string name, string holder, long now, long nextDue, string result, CancellationToken cancellationToken) => await _database.WriteAsync(
        Write,
        session => session.ExecuteAsync(
            """
            UPDATE scheduled_jobs SET claimed_by = NULL, claimed_until = NULL, last_finished = @Now, last_result = @Result, next_due = @NextDue
            WHERE name = @Name AND claimed_by = @Holder
            """,
            new { Name = name, Holder = holder, Now = now, NextDue = nextDue, Result = result }),
        cancellationToken) == 1;

    /// <summary>Gives a run back that was broken off: it stays due.</summary>
    public Task ReleaseAsync(string name, string holder, CancellationToken cancellationToken) => _database.WriteAsync(
        Write,
        session => session.ExecuteAsync("UPDATE scheduled_jobs SET claimed_by = NULL, claimed_until = NULL WHERE name = @Name AND claimed_by = @Holder", new { Name = name, Holder = holder }),
        cancellationToken);
}
