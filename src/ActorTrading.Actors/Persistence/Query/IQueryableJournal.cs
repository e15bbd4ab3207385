namespace ActorTrading.Actors.Persistence.Query;

/// <summary>What a journal offers to <see cref="ReadJournal"/>, apart from what it offers to persistent actors.</summary>
public interface IQueryableJournal : IJournal
{
    /// <summary>Set after each commit of this object, when what it stored can be read.</summary>
    CommitSignal Committed { get; }

    /// <summary>How far the journal can be read in order now. <see cref="JournalHorizon.Settled"/> never falls and reaches every number once the writes under way have ended, however they end.</summary>
    Task<JournalHorizon> ReadHorizonAsync(CancellationToken cancellationToken = default);

    /// <summary>Events with <paramref name="afterOrdering"/> &lt; ordering ≤ <paramref name="upToOrdering"/>, ascending, a bounded number of them. Complete as far as the bound is settled.</summary>
    /// <param name="tag">Null for all.</param>
    Task<EventPage> ReadByOrderingAsync(string? tag, long afterOrdering, long upToOrdering, CancellationToken cancellationToken = default);
}
