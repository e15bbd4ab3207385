using System.Runtime.CompilerServices;

namespace ActorTrading.Actors.Persistence.Query;

/// <summary>
/// All queries over one journal. Offsets are <see cref="Sequence"/>, one order for all events of the journal, exclusive: a consumer that stores the offset of each
/// event together with its effect, and begins again from it, sees every later event exactly once.
/// </summary>
/// <remarks>
/// Numbers are given out before a write commits, so that a higher one may become readable first. Queries by tag and over all events wait at such a gap until it
/// is filled or the write has failed for good; they never pass over it, and a failed write never holds them up for long. A gap that deletions left is passed.
/// Live queries are woken by commits of their own process and look for those of other processes every <see cref="ReadJournalOptions.PollInterval"/>.
/// Memory is bounded by the journal's page, except for <see cref="PersistenceIds"/>, which remembers the ids it gave. An event that is deleted
/// before a query reaches it is not given. An error of the journal ends the query; begin again from the last offset.
/// </remarks>
public sealed class ReadJournal :
    ICurrentEventsByPersistenceIdQuery,
    IEventsByPersistenceIdQuery,
    ICurrentEventsByTagQuery,
    IEventsByTagQuery,
    ICurrentAllEventsQuery,
    IAllEventsQuery,
    ICurrentPersistenceIdsQuery,
    IPersistenceIdsQuery
{
    private readonly IQueryableJournal _journal;
    private readonly ReadJournalOptions _options;
    private readonly TimeProvider _clock;

    /// <param name="journal">Not owned.</param>
    public ReadJournal(IQueryableJournal journal, ReadJournalOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        options.Validate();
        _journal = journal;
        _options = options;
        _clock = clock;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<EventEnvelope> CurrentEventsByPersistenceId(string persistenceId, long fromSequenceNr, long toSequenceNr) =>
        ById(persistenceId, fromSequenceNr, toSequenceNr, live: false);

    /// <inheritdoc/>
    public IAsyncEnumerable<EventEnvelope> EventsByPersistenceId(string persistenceId, long fromSequenceNr, long toSequenceNr) =>
        ById(persistenceId, fromSequenceNr, toSequenceNr, live: true);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The offset is neither <see cref="NoOffset"/> nor <see cref="Sequence"/>, or the tag is empty.</exception>
    public IAsyncEnumerable<EventEnvelope> CurrentEventsByTag(string tag, Offset offset) => ByOrdering(Checked(tag), PositionOf(offset), live: false);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The offset is neither <see cref="NoOffset"/> nor <see cref="Sequence"/>, or the tag is empty.</exception>
    public IAsyncEnumerable<EventEnvelope> EventsByTag(string tag, Offset offset) => ByOrdering(Checked(tag), PositionOf(offset), live: true);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The offset is neither <see cref="NoOffset"/> nor <see cref="Sequence"/>.</exception>
    public IAsyncEnumerable<EventEnvelope> CurrentAllEvents(Offset offset) => ByOrdering(null, PositionOf(offset), live: false);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The offset is neither <see cref="NoOffset"/> nor <see cref="Sequence"/>.</exception>
    public IAsyncEnumerable<EventEnvelope> AllEvents(Offset offset) => ByOrdering(null, PositionOf(offset), live: true);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> CurrentPersistenceIds() => _journal.CurrentPersistenceIdsAsync();

    /// <inheritdoc/>
    /// <remarks>Looks every <see cref="ReadJournalOptions.PollInterval"/>, which reads all ids; an id whose events are deleted in between is not given.</remarks>
    public IAsyncEnumerable<string> PersistenceIds() => NewIds();

    private static string Checked(string tag)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        return tag;
    }

    private static long PositionOf(Offset offset) => offset switch
    {
        NoOffset => 0,
        Sequence sequence => sequence.Value,
        _ => throw new ArgumentException($"The offset is {offset?.ToString() ?? "null"}: it must be NoOffset or a Sequence.", nameof(offset)),
    };

    private static EventEnvelope Envelope(PersistentRepr e) =>
        new(Offset.Sequence(e.Ordering), e.PersistenceId, e.SequenceNr, e.Payload, e.Timestamp, [.. e.Tags]);

    private async IAsyncEnumerable<EventEnvelope> ByOrdering(
        string? tag, long after, bool live, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long? end = live ? long.MaxValue : null;
        while (true)
        {
            var committed = _journal.Committed.Next();
            var horizon = await _journal.ReadHorizonAsync(cancellationToken).ConfigureAwait(false);
            end ??= horizon.Highest;
            var upTo = Math.Min(horizon.Settled, end.Value);
            while (after < upTo)
            {
                var page = await _journal.ReadByOrderingAsync(tag, after, upTo, cancellationToken).ConfigureAwait(false);
                foreach (var e in page.Events)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    after = e.Ordering;
                    yield return Envelope(e);
                }

                after = page.MayHaveMore ? after : upTo;
            }

            if (after >= end)
            {
                yield break;
            }

            await WaitAsync(committed, horizon.Settled < horizon.Highest ? _options.GapPollInterval : _options.PollInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One writer at a time has an id and commits in the order of its numbers, so there is no gap to wait for: a missing number was rejected or deleted.</summary>
    private async IAsyncEnumerable<EventEnvelope> ById(
        string persistenceId, long from, long to, bool live, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(persistenceId);
        var next = Math.Max(1, from);
        while (next <= to)
        {
            var committed = _journal.Committed.Next();
            var highest = await _journal.ReadHighestSequenceNrAsync(persistenceId, cancellationToken).ConfigureAwait(false);
            var until = Math.Min(to, highest);
            if (next <= until)
            {
                await foreach (var e in _journal.ReplayAsync(persistenceId, next, until, long.MaxValue, cancellationToken).ConfigureAwait(false))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return Envelope(e);
                }

                next = until + 1;
            }

            if (!live || highest >= to)
            {
                yield break;
            }

            await WaitAsync(committed, _options.PollInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<string> NewIds([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            await foreach (var id in _journal.CurrentPersistenceIdsAsync(cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (given.Add(id))
                {
                    yield return id;
                }
            }

            await Task.Delay(_options.PollInterval, _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(Task committed, TimeSpan interval, CancellationToken cancellationToken)
    {
        // Whether it was the commit or the time makes no difference.
        await committed.WaitAsync(interval, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
