using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Tests;

/// <summary>A persistent actor that does what its commands say and reports to a probe.</summary>
internal sealed class Scripted : ReceivePersistentActor
{
    private readonly List<string> _state = [];
    private readonly IActorRef _probe;

    public Scripted(string id, IActorRef probe, bool tellReplay, Recovery recovery)
    {
        PersistenceId = id;
        Recovery = recovery;
        _probe = probe;
        Recover<SnapshotOffer>(o => probe.Tell($"offer {o.Snapshot}@{o.Metadata.SequenceNr}"));
        Recover<RecoveryCompleted>(_ => probe.Tell($"completed {LastSequenceNr}"));
        Recover<string>(e =>
        {
            _state.Add(e);
            if (tellReplay)
            {
                probe.Tell($"replay {e}@{LastSequenceNr}");
            }

            if (e == "evil")
            {
                Persist("more", _ => { });
            }
        });
        On("echo", words => Sender.Tell(words[0]));
        On("persist", words => words.ForEach(w => Persist(w, Applied)));
        On("all", words => PersistAll(words, Applied));
        On("async", words => PersistAsync(words[0], Applied));
        On("nested", words => Persist(words[0], e =>
        {
            Applied(e);
            Persist(e + " inner", Applied);
        }));
        On("defer", words => DeferAsync(words[0], e => Sender.Tell("deferred " + e)));
        On("throw", words => Persist(words[0], _ => throw new InvalidOperationException("handler")));
        On("persistthenfail", words =>
        {
            Persist(words[0], Applied);
            throw new InvalidOperationException("after persist");
        });
        On("fail", _ => throw new InvalidOperationException("fail"));
        On("snapshot", _ => SaveSnapshot(string.Join(',', _state)));
        On("delete", words => DeleteMessages(long.Parse(words[0])));
        On("unstash", words =>
        {
            _open = true;
            Persist(words[0], Applied);
            Stash.UnstashAll();
        });
        Command<string>(s => s.StartsWith("stash ", StringComparison.Ordinal), s =>
        {
            if (_open)
            {
                Sender.Tell(s[6..]);
            }
            else
            {
                Stash.Stash();
            }
        });
        CommandAsync<string>(s => s.StartsWith("later ", StringComparison.Ordinal), async s =>
        {
            await Task.Yield();
            Persist(s[6..], Applied);
        });
        Command<SaveSnapshotSuccess>(s => probe.Tell($"saved {s.Metadata.SequenceNr}"));
        Command<DeleteMessagesSuccess>(s => probe.Tell($"deleted {s.ToSequenceNr}"));
    }

    private bool _open;

    public override string PersistenceId { get; }

    public override Recovery Recovery { get; }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        _probe.Tell($"failure {cause.Message} {@event}@{sequenceNr}");

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        _probe.Tell($"rejected {cause.Message} {@event}@{sequenceNr}");

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        _probe.Tell($"recovery failure {reason.Message}");

    private void Applied(string e)
    {
        _state.Add(e);
        Sender.Tell($"{e}@{LastSequenceNr}");
    }

    private void On(string verb, Action<List<string>> act) =>
        Command<string>(s => s.Split(' ')[0] == verb, s => act([.. s.Split(' ').Skip(1)]));
}
