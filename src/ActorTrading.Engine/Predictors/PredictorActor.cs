using ActorTrading.Actors;
using ActorTrading.Actors.Event;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Models;
using ActorTrading.Market;

namespace ActorTrading.Engine.Predictors;

/// <summary>
/// One horizon of one symbol: asks its models, blends their answers, and supervises them. A model that throws, answers nonsense or does not
/// answer abstains at that bar and starts afresh; one that keeps failing is quarantined. The forecast goes out with whoever is left.
/// </summary>
internal sealed class PredictorActor : ReceiveActor, IWithTimers
{
    private const byte FormatVersion = 2;
    private const string PredictionManifest = "prediction-issued:1";

    private static readonly SymbolEventSerializer _serializer = new();

    private const int ChecksInRecovery = 60;

    private readonly Horizon _horizon;
    private readonly HorizonPredictor _predictor;
    private readonly ModelSlot[] _slots;
    private readonly ModelSupervision _supervision;
    private readonly ScoreKeeper _scores;
    private readonly Queue<(ForecastRow Row, IActorRef ReplyTo)> _queue = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private PredictorTurn? _turn;
    private PredictorTurn? _turnAtLastCheck;
    private int _checks;
    private PredictorSave? _save;
    private PredictionIssued? _latest;

    public PredictorActor(Horizon horizon, EngineOptions options, HorizonModels models, byte[]? state)
    {
        _horizon = horizon;
        _supervision = options.Supervision;
        _predictor = new HorizonPredictor(horizon, options, models.Specs, models.BlendState);
        _scores = new ScoreKeeper(horizon, [.. models.Specs.Select(m => m.Name)], options.Forecast.IntervalLevel);
        _predictor.Scored = _scores.Add;
        _slots = [.. models.Specs.Select((spec, i) => new ModelSlot(i, spec))];
        foreach (var slot in _slots)
        {
            Start(slot);
        }

        if (state is not null)
        {
            Serialized.Into(state, Load);
            Context.Parent.Tell(new PredictorRestored(_horizon, _latest, _scores.Current(_predictor.Weights)), Self);
        }

        Receive<ForecastRow>(row => Enqueue(row));
        Receive<ModelAnswer>(Handle);
        Receive<ModelDown>(Handle);
        Receive<ModelState>(Handle);
        Receive<CheckSlow>(_ => AbstainTheSlow());
        Receive<GetPredictorState>(_ => BeginSave());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(Horizon horizon, EngineOptions options, HorizonModels models, byte[]? state) =>
        ActorTrading.Actors.Props.Create(() => new PredictorActor(horizon, options, models, state));

    protected override void PreStart() => Timers.StartPeriodicTimer("slow", CheckSlow.Instance, _supervision.SlowAfter);

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        if (cause is not ModelFailureException failure)
        {
            return Directive.Escalate;
        }

        Self.Tell(new ModelDown(failure.Model, failure.Time, failure.Failure, failure.Detail));
        return Directive.Restart;
    });

    private void Enqueue(ForecastRow row)
    {
        _queue.Enqueue((row, Sender));
        if (_turn is null)
        {
            Next();
        }
    }

    private void Next()
    {
        // A loop: with every model in quarantine a turn is over at once, and a long recovery must not pile up on the call stack.
        while (_turn is null && _save is null && _queue.TryDequeue(out var next))
        {
            Begin(next.Row, next.ReplyTo);
            Complete();
        }
    }

    private void Begin(ForecastRow request, IActorRef replyTo)
    {
        var row = request.Row;
        var turn = new PredictorTurn(request, replyTo, _slots.Length);
        IReadOnlyList<LabelledRow> labelled = [];
        if (request.Warm)
        {
            _predictor.Warm(row);
        }
        else
        {
            labelled = [.. _predictor.Resolve(row, turn.Events)];
        }

        _turn = turn;
        var step = new ModelStep(row, labelled, Predict: !request.Warm);
        foreach (var slot in _slots)
        {
            if (row.Time < slot.QuarantinedUntil)
            {
                continue;
            }

            if (request.Faults.FirstOrDefault(f => f.Model == slot.Spec.Name) is { } known)
            {
                Replace(slot);
                Fail(slot, known.Failure, known.Detail);
                continue;
            }

            turn.Await(slot.Index);
            slot.Ref.Tell(step, Self);
        }
    }

    private void Handle(ModelAnswer answer)
    {
        if (SlotAwaiting(answer.Model, answer.Time) is { } slot)
        {
            _turn!.Answer(slot.Index, answer.Probabilities);
            CompleteIfAnswered();
        }
    }

    private void Handle(ModelDown down)
    {
        if (SlotAwaiting(down.Model, down.Time) is { } slot)
        {
            _turn!.Abstain(slot.Index);
            Fail(slot, down.Failure, down.Detail);
            CompleteIfAnswered();
        }
    }

    private void AbstainTheSlow()
    {
        // A bar from the journal has its failures from there. Only a model that seems gone for good is given up, or the symbol would never be back.
        _checks = ReferenceEquals(_turn, _turnAtLastCheck) ? _checks + 1 : 0;
        if (_turn is not null && _checks >= (_turn.Request.Recovering ? ChecksInRecovery : 1))
        {
            foreach (var slot in _slots)
            {
                if (_turn.IsAwaiting(slot.Index))
                {
                    _turn.Abstain(slot.Index);
                    Replace(slot);
                    Fail(slot, ModelFailure.Slow, FormattableString.Invariant($"no answer within {_supervision.SlowAfter.TotalMilliseconds:0} ms"));
                }
            }

            CompleteIfAnswered();
        }

        _turnAtLastCheck = _turn;
    }

    private void Fail(ModelSlot slot, ModelFailure failure, string detail)
    {
        var time = _turn!.Request.Row.Time;
        _turn.Events.Add(new ModelFailed(_horizon, slot.Spec.Name, time, failure, detail));
        var until = slot.Count(time, _supervision);
        if (until is not null)
        {
            _turn.Events.Add(new ModelQuarantined(_horizon, slot.Spec.Name, time, until.Value, slot.FailuresAtQuarantine));
            _log.Warning("Model {0} for {1} is quarantined until event time {2} after {3} failures: {4}", slot.Spec.Name, _horizon, until, slot.FailuresAtQuarantine, detail);
        }
        else
        {
            _log.Warning("Model {0} for {1} failed and starts afresh: {2}", slot.Spec.Name, _horizon, detail);
        }
    }

    private ModelSlot? SlotAwaiting(string model, long time)
    {
        if (_turn is null || _turn.Request.Row.Time != time)
        {
            return null;
        }

        var slot = Array.Find(_slots, s => s.Spec.Name == model);
        return slot is not null && _turn.IsAwaiting(slot.Index) ? slot : null;
    }

    private void CompleteIfAnswered()
    {
        if (_turn is { Awaiting: 0 })
        {
            Complete();
            Next();
        }
    }

    /// <summary>Sends the forecast if nobody is awaited any more.</summary>
    private void Complete()
    {
        if (_turn is not { Awaiting: 0 } turn)
        {
            return;
        }

        if (!turn.Request.Warm)
        {
            _latest = _predictor.Issue(turn.Request.Row, turn.Probabilities);
            turn.Events.Add(_latest);
        }

        turn.ReplyTo.Tell(new RowForecast(_horizon, turn.Request.Row.Time, turn.Events, _scores.Current(_predictor.Weights)), Self);
        _turn = null;
        if (_save is not null)
        {
            AskForStates();
        }
    }

    private void Start(ModelSlot slot)
    {
        var spec = slot.Spec;
        slot.Ref = Context.ActorOf(ActorTrading.Actors.Props.Create(() => new ModelActor(spec)), slot.NextName());
    }

    /// <summary>Stops the incarnation, which may hang, and starts a fresh one beside it.</summary>
    private void Replace(ModelSlot slot)
    {
        Context.Stop(slot.Ref);
        Start(slot);
    }

    private void BeginSave()
    {
        _save = new PredictorSave(Sender, _slots.Length);
        if (_turn is null)
        {
            AskForStates();
        }
    }

    private void AskForStates()
    {
        foreach (var slot in _slots)
        {
            slot.Ref.Tell(GetModelState.Instance, Self);
        }
    }

    private void Handle(ModelState state)
    {
        if (_save is null || !_save.Add(Array.FindIndex(_slots, s => s.Spec.Name == state.Model), state.State))
        {
            return;
        }

        _save.ReplyTo.Tell(new PredictorState(_horizon, Serialized.From(Save)), Self);
        _save = null;
        Next();
    }

    private void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        _predictor.Save(writer);
        _scores.Save(writer);
        writer.WriteBlock(_latest is null ? [] : _serializer.ToBinary(_latest));
        foreach (var slot in _slots)
        {
            writer.Write(slot.Spec.Name);
            slot.Save(writer);
            writer.WriteBlock(_save!.States[slot.Index]);
        }
    }

    private void Load(BinaryReader reader)
    {
        var version = reader.ReadByte();
        if (version != FormatVersion)
        {
            throw new InvalidDataException($"Version {version} of a predictor's state is unknown here.");
        }

        _predictor.Load(reader);
        _scores.Load(reader);
        var latest = reader.ReadBlock();
        _latest = latest.Length == 0 ? null : (PredictionIssued)_serializer.FromBinary(latest, PredictionManifest);
        foreach (var slot in _slots)
        {
            var name = reader.ReadString();
            if (name != slot.Spec.Name)
            {
                throw new InvalidDataException($"The saved predictor has model '{name}' where this one has '{slot.Spec.Name}'.");
            }

            slot.Load(reader);
            slot.Ref.Tell(new RestoreModel(reader.ReadBlock()), Self);
        }
    }

    private sealed record CheckSlow
    {
        public static CheckSlow Instance { get; } = new();
    }

    private sealed record ModelDown(string Model, long Time, ModelFailure Failure, string Detail);
}
