using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Tests.Simulated;

/// <summary>Does what its commands say, and checks on the way what every incarnation may rely on.</summary>
internal sealed class SoakActor : ReceivePersistentActor
{
    private readonly PersistenceLedger _ledger;
    private readonly RecordingJournal _truth;
    private readonly List<string> _state = [];
    private readonly Queue<(string Event, bool Holds)> _expected = new();
    private int _holding;

    public SoakActor(string id, PersistenceLedger ledger, RecordingJournal truth)
    {
        PersistenceId = id;
        _ledger = ledger;
        _truth = truth;
        Recover<SnapshotOffer>(o => _state.AddRange((IEnumerable<string>)o.Snapshot));
        Recover<string>(_state.Add);
        Recover<RecoveryCompleted>(_ => CheckRecovered());
        CommandAsync<SoakCommand>(static c => c.Verb == "later", async c =>
        {
            Begin(c);
            await Task.Yield();
            Store(c, "a", stashing: true);
            await Task.Yield();
            Store(c, "b", stashing: true);
        });
        Command<SoakCommand>(Handle);
        Command<SaveSnapshotSuccess>(s =>
        {
            DeleteMessages(s.Metadata.SequenceNr);
            DeleteSnapshots(new SnapshotSelectionCriteria(s.Metadata.SequenceNr - 1, DateTime.MaxValue));
        });
        Command<string>(_ => Sender.Tell(_state.ToArray()));
        CommandAny(static _ => { });
    }

    public override string PersistenceId { get; }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        Next((string)@event);
        _ledger.Rejected[sequenceNr] = (string)@event;
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
    }

    private void Handle(SoakCommand c)
    {
        Begin(c);
        switch (c.Verb)
        {
            case "persist":
                Store(c, "a", stashing: true);
                break;
            case "twice":
                Store(c, "a", stashing: true);
                Store(c, "b", stashing: true);
                break;
            case "async":
                Store(c, "a", stashing: false);
                break;
            case "all":
                StoreAll(c, stashing: true);
                break;
            case "allasync":
                StoreAll(c, stashing: false);
                break;
            case "nested":
                Store(c, "a", stashing: true, then: () => Store(c, "b", stashing: true));
                break;
            case "nestedasync":
                Store(c, "a", stashing: false, then: () => Store(c, "b", stashing: true));
                break;
            case "defer":
                Store(c, "a", stashing: false);
                _expected.Enqueue(($"{c.Number}.d", false));
                DeferAsync($"{c.Number}.d", Next);
                break;
            case "persistthenfail":
                Store(c, "a", stashing: true);
                throw new InvalidOperationException("after persist");
            case "handlerfails":
                Store(c, "a", stashing: true, then: static () => throw new InvalidOperationException("in handler"));
                break;
            case "fail":
                throw new InvalidOperationException("fail");
            case "snapshot":
                SaveSnapshot(_state.ToArray());
                break;
            case "stop":
                Context.Stop(Self);
                break;
        }
    }

    private void Begin(SoakCommand c)
    {
        Check(c.Number > _ledger.LastCommand, $"command {c.Number} after {_ledger.LastCommand}");
        Check(_holding == 0, $"command {c.Number} while {_holding} handlers hold commands back");
        Check(!IsRecovering, $"command {c.Number} during recovery");
        _ledger.LastCommand = c.Number;
    }

    private void StoreAll(SoakCommand c, bool stashing)
    {
        string[] events = [$"{c.Number}.a", $"{c.Number}.b", $"{c.Number}.c"];
        _ledger.Groups.Add(events);
        var handler = Expect(events, stashing, null);
        if (stashing)
        {
            PersistAll(events, handler);
        }
        else
        {
            PersistAllAsync(events, handler);
        }
    }

    private void Store(SoakCommand c, string part, bool stashing, Action? then = null)
    {
        var evt = $"{c.Number}.{part}";
        var handler = Expect([evt], stashing, then);
        if (stashing)
        {
            Persist(evt, handler);
        }
        else
        {
            PersistAsync(evt, handler);
        }
    }

    private Action<string> Expect(string[] events, bool stashing, Action? then)
    {
        var sender = Sender;
        _holding += stashing ? events.Length : 0;
        Array.ForEach(events, e => _expected.Enqueue((e, stashing)));
        return evt =>
        {
            Next(evt);
            Check(sender.Equals(Sender), $"handler of {evt} under another sender");
            _state.Add(evt);
            if (!_ledger.Acknowledged.TryAdd(LastSequenceNr, evt))
            {
                Check(false, $"{evt} acknowledged as {LastSequenceNr}, which {_ledger.Acknowledged[LastSequenceNr]} had");
            }

            then?.Invoke();
        };
    }

    private void Next(string evt)
    {
        var (expected, holds) = _expected.TryDequeue(out var first) ? first : ("nothing", false);
        _holding -= holds ? 1 : 0;
        Check(expected == evt, $"handler of {evt} ran when {expected} was next");
    }

    private void CheckRecovered()
    {
        _ledger.Recoveries++;
        var stored = _truth.History(PersistenceId).Select(static e => (string)e.Payload).ToArray();
        Check(_state.SequenceEqual(stored), $"recovered [{string.Join(' ', _state)}], stored is [{string.Join(' ', stored)}]");
    }

    private void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            _ledger.Errors.Add($"{PersistenceId}: {otherwise}");
        }
    }
}
