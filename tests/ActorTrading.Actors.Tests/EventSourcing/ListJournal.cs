using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Tests.EventSourcing;

/// <summary>Replays what it is given, in whatever order; takes nothing.</summary>
internal sealed class ListJournal(params PersistentRepr[] events) : IJournal
{
    public Task WriteAsync(IReadOnlyList<PersistentRepr> written, CancellationToken cancellationToken = default) =>
        Task.FromException(new NotSupportedException("It takes nothing."));

    public IAsyncEnumerable<PersistentRepr> ReplayAsync(
        string persistenceId, long fromSequenceNr, long toSequenceNr, long max, CancellationToken cancellationToken = default) =>
        events.ToAsyncEnumerable();

    public Task<long> ReadHighestSequenceNrAsync(string persistenceId, CancellationToken cancellationToken = default) =>
        Task.FromResult(events.Max(static e => e.SequenceNr));

    public Task DeleteToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public IAsyncEnumerable<string> CurrentPersistenceIdsAsync(CancellationToken cancellationToken = default) =>
        AsyncEnumerable.Empty<string>();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
