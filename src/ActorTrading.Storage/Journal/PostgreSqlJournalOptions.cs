using ActorTrading.Storage.PostgreSql;

namespace ActorTrading.Storage.Journal;

/// <summary>Which database holds the journal and how writes are grouped.</summary>
public sealed record PostgreSqlJournalOptions : PostgreSqlOptions
{
    /// <summary>Connections that write; each persistence id has its own among them. Default 2; up to 64.</summary>
    public int Writers { get; init; } = 2;

    /// <summary>Most events in one transaction; bounds how long the first of them waits. Default 8192.</summary>
    public int GroupEvents { get; init; } = 8192;

    /// <summary>Most payload bytes in one transaction. Default 16 MB.</summary>
    public long GroupBytes { get; init; } = 16 << 20;

    /// <summary>Events read at once on replay. Default 1000.</summary>
    public int PageEvents { get; init; } = 1000;

    /// <summary>About how many payload bytes are read at once on replay. Default 4 MB.</summary>
    public long PagePayloadBytes { get; init; } = 4 << 20;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (Writers is < 1 or > 64)
        {
            throw new ArgumentOutOfRangeException(nameof(Writers), Writers, "Writers must be from 1 to 64.");
        }

        Positive(GroupEvents, nameof(GroupEvents));
        Positive(GroupBytes, nameof(GroupBytes));
        Positive(PageEvents, nameof(PageEvents));
        Positive(PagePayloadBytes, nameof(PagePayloadBytes));
    }
}
