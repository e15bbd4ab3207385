using System.Globalization;
using ActorTrading.Actors.Persistence;
using ActorTrading.Storage.Sqlite;
using SQLitePCL;

namespace ActorTrading.Storage.Journal;

/// <summary>Events of one persistence id, already serialised.</summary>
internal sealed class JournalAppend : JournalTask
{
    public const char TagSeparator = ';';
    private readonly IReadOnlyList<PersistentRepr> _events;
    private readonly SerialisedEvent[] _rows;
    private readonly long _bytes;

    private JournalAppend(IReadOnlyList<PersistentRepr> events, SerialisedEvent[] rows, long bytes)
    {
        _events = events;
        _rows = rows;
        _bytes = bytes;
    }

    public override int Events => _rows.Length;

    public override long Bytes => _bytes;

    /// <exception cref="ArgumentException">The events are not of one persistence id with rising numbers from 1.</exception>
    /// <exception cref="EventRejectedException">An event cannot be serialised.</exception>
    public static JournalAppend Of(IReadOnlyList<PersistentRepr> events, Actors.Serialization.Serialization serialization)
    {
        // The caller's list may change once it has its task back.
        var own = new PersistentRepr[events.Count];
        var rows = new SerialisedEvent[own.Length];
        long bytes = 0;
        for (var i = 0; i < own.Length; i++)
        {
            own[i] = events[i];
            Check(own, i);
            rows[i] = Serialise(own[i], serialization);
            bytes += rows[i].Message.Length;
        }

        return new JournalAppend(own, rows, bytes);
    }

    public override bool Apply(JournalStatements statements)
    {
        long first = 0;
        for (var i = 0; i < _rows.Length; i++)
        {
            var code = statements.Insert(_events[i], _rows[i]);
            if (code == raw.SQLITE_DONE)
            {
                if (i == 0 || _events[i].Tags.Count > 0)
                {
                    var ordering = statements.Session.LastInsertRowId;
                    first = i == 0 ? ordering : first;
                    statements.InsertTags(_events[i], ordering);
                }

                continue;
            }

            if (!SqliteFailures.IsConstraint(code) && (code & 0xFF) != raw.SQLITE_TOOBIG)
            {
                throw statements.Session.Failure(code, "write to");
            }

            Refusal = Refuse(code, _events[i], statements.Session);
            if (i > 0)
            {
                statements.Undo(first);
            }

            break;
        }

        return true;
    }

    private static StorageException Refuse(int code, PersistentRepr refused, SqliteSession session) => SqliteFailures.IsConstraint(code)
        ? new StorageException(
            StorageFailure.Duplicate,
            session.Path,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Event {refused.SequenceNr} of '{refused.PersistenceId}' is already in '{session.Path}', so the one of writer {refused.WriterGuid} was refused. What to do: see that only one actor writes under this persistence id; restart it so that it recovers first."))
        : session.Failure(code, $"write event {refused.SequenceNr.ToString(CultureInfo.InvariantCulture)} of '{refused.PersistenceId}' to");

    private static void Check(PersistentRepr[] events, int i)
    {
        var e = events[i];
        if (string.IsNullOrEmpty(e.PersistenceId) || e.PersistenceId != events[0].PersistenceId)
        {
            throw new ArgumentException($"PersistenceId of event {i} is '{e.PersistenceId}': all events of one write need the same one, not empty ('{events[0].PersistenceId}').", nameof(events));
        }

        var least = i == 0 ? 1 : events[i - 1].SequenceNr + 1;
        if (e.SequenceNr < least)
        {
            throw new ArgumentOutOfRangeException(nameof(events), e.SequenceNr, $"SequenceNr of event {i} of '{e.PersistenceId}' must be at least {least}.");
        }
    }

    private static SerialisedEvent Serialise(PersistentRepr e, Actors.Serialization.Serialization serialization)
    {
        try
        {
            var serializer = serialization.FindSerializerFor(e.Payload);
            var message = serializer.ToBinary(e.Payload);
            return new SerialisedEvent(message, serializer.Identifier, serializer.Manifest(e.Payload), JoinTags(e), EventChecksum.Of(e.SequenceNr, message));
        }
        catch (Exception cause) when (cause is not EventRejectedException)
        {
            throw new EventRejectedException(
                string.Create(CultureInfo.InvariantCulture, $"Event {e.SequenceNr} of '{e.PersistenceId}' ({e.Payload?.GetType().Name ?? "null"}) cannot be serialised: {cause.Message}"),
                cause);
        }
    }

    private static string? JoinTags(PersistentRepr e)
    {
        if (e.Tags.Count == 0)
        {
            return null;
        }

        foreach (var tag in e.Tags)
        {
            if (string.IsNullOrEmpty(tag) || tag.Contains(TagSeparator, StringComparison.Ordinal))
            {
                throw new EventRejectedException($"Tag '{tag}' of an event of '{e.PersistenceId}' is empty or contains '{TagSeparator}'.");
            }
        }

        return TagSeparator + string.Join(TagSeparator, e.Tags) + TagSeparator;
    }
}
