using ActorTrading.Actors;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Storage.Tests.Journal;

/// <summary>Persists every text it is told without waiting for the one before, and counts those it knows to be stored.</summary>
internal sealed class Keeper : ReceivePersistentActor
{
    private readonly Tally _tally;

    public Keeper(string id, Tally tally)
    {
        _tally = tally;
        PersistenceId = id;
        Command<string>(text => PersistAsync(new Note(text), _ => tally.AddStored()));
        Recover<Note>(note => tally.AddRecovered($"{LastSequenceNr} {note.Text}"));
        Recover<RecoveryCompleted>(_ => tally.AddStarted());
    }

    public override string PersistenceId { get; }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => _tally.Fail(cause);

    protected override void PostStop() => _tally.AddStopped();

    public static Props Props(string id, Tally tally) => ActorTrading.Actors.Props.Create(() => new Keeper(id, tally));
}
