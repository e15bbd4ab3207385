using System.Globalization;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Storage.Journal;

/// <summary>What one caller wants stored: events of one persistence id, checked and serialised.</summary>
internal sealed class JournalWrite
{
    public const char TagSeparator = ';';

    private JournalWrite(PersistentRepr[] events, SerialisedEvent[] rows, long bytes, bool hasTags)
    {
        Events = events;
        Rows = rows;
        Bytes = bytes;
        HasTags = hasTags;
    }

    /// <summary>At least one.</summary>
    public IReadOnlyList<PersistentRepr> Events { get; }

    /// <summary>One per event.</summary>
    public SerialisedEvent[] Rows { get; }

    /// <summary>Of all payloads.</summary>
    public long Bytes { get; }

    public bool HasTags { get; }

    public string PersistenceId => Events[0].PersistenceId;

    public WriterEpoch? Fence => Events[0].Fence;

    /// <exception cref="ArgumentException">The events are not of one persistence id and one fence with rising numbers from 1.</exception>
    /// <exception cref="EventRejectedException">An event cannot be serialised.</exception>
    public static JournalWrite Of(IReadOnlyList<PersistentRepr> events, Actors.Serialization.Serialization serialization)
    {
        // The caller's list may change once it has its task back.
        var own = new PersistentRepr[events.Count];
        var rows = new SerialisedEvent[own.Length];
        long bytes = 0;
        var hasTags = false;
        for (var i = 0; i < own.Length; i++)
        {
            own[i] = events[i];
            Check(own, i);
            rows[i] = Serialise(own[i], serialization);
            bytes += rows[i].Message.Length;
            hasTags |= rows[i].Tags is not null;
        }

        return new JournalWrite(own, rows, bytes, hasTags);
    }

    private static void Check(PersistentRepr[] events, int i)
    {
        var e = events[i];
        if (string.IsNullOrEmpty(e.PersistenceId) || e.PersistenceId != events[0].PersistenceId)
        {
            throw new ArgumentException($"PersistenceId of event {i} is '{e.PersistenceId}': all events of one write need the same one, not empty ('{events[0].PersistenceId}').", nameof(events));
        }

        if (e.Fence != events[0].Fence)
        {
            throw new ArgumentException($"Fence of event {i} of '{e.PersistenceId}' is {e.Fence}: all events of one write need the same one ({events[0].Fence}).", nameof(events));
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
