using ActorTrading.Storage.Sqlite;

namespace ActorTrading.Storage.Journal;

/// <summary>How the journal's file is kept and how writes are grouped.</summary>
public sealed record SqliteJournalOptions : SqliteFileOptions
{
    /// <summary>Most events in one transaction; bounds how long the first of them waits. Default 16,384.</summary>
    public int GroupEvents { get; init; } = 16_384;

    /// <summary>Most payload bytes in one transaction. Default 16 MB.</summary>
    public long GroupBytes { get; init; } = 16 << 20;

    /// <summary>Events read at once on replay. Default 1000.</summary>
    public int PageEvents { get; init; } = 1000;

    /// <summary>Payload bytes read at once on replay, exceeded by one event at most. Default 4 MB.</summary>
    public long PagePayloadBytes { get; init; } = 4 << 20;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Positive(GroupEvents, nameof(GroupEvents));
        Positive(GroupBytes, nameof(GroupBytes));
        Positive(PageEvents, nameof(PageEvents));
        Positive(PagePayloadBytes, nameof(PagePayloadBytes));
    }
}
