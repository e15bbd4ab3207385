using ActorTrading.Actors;
using ActorTrading.Actors.Event;
using ActorTrading.Actors.Persistence;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Predictors;
using ActorTrading.Engine.Views;
using ActorTrading.Market;

namespace ActorTrading.Engine.Symbols;

/// <summary>
/// One symbol. A batch is journalled together with the bars it closes; then the predictors forecast the decision bars among them; then their forecasts,
/// outcomes and weights are journalled; then the batch is acknowledged. One batch at a time: what arrives meanwhile waits in the stash.
/// Recovery runs the journalled batches through the same pipeline and predictors, and issues what a crash had cut off.
/// </summary>
internal sealed partial class SymbolActor : ReceivePersistentActor
{
    private readonly Symbol _symbol;
    private readonly EngineOptions _options;
    private readonly ModelSet _models;
    private readonly SymbolView _view;
    private readonly SymbolPipeline _pipeline;
    private readonly BarHistory _bars;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<Horizon, IActorRef> _predictors = [];
    private readonly RecoveredJournal _recovered = new();
    private readonly SnapshotPace _snapshots;
    private readonly SnapshotTrust _trust;
    private SymbolSnapshot? _snapshot;
    private ForecastRound? _round;
    private StateRound? _stateRound;
    private long _restoredFrom;
    private (IActorRef? Asker, string Source) _unanswered = (null, "");

    public SymbolActor(Symbol symbol, EngineOptions options, ModelSet models, MarketView view, SnapshotTrust trust)
    {
        _symbol = symbol;
        _trust = trust;
        _options = options;
        _models = models;
        _snapshots = new SnapshotPace(symbol, options.SnapshotEvery);
        _pipeline = new SymbolPipeline(symbol, options);
        _bars = new BarHistory(options.BarsRetained);
        _view = view.Attach(symbol, _bars);

        Recover<SnapshotOffer>(Restore);
        Recover<TicksRecorded>(Replay);
        Recover<BarsRecorded>(Replay);
        Recover<BarCorrected>(Apply);
        Recover<BarClosed>(_ => { }); // the pipeline closes it again
        Recover<ModelFailed>(_recovered.Add);
        Recover<ModelQuarantined>(_ => { }); // follows from the failures
        Recover<OutcomeObserved>(_ => { }); // follows from the bars
        Recover<WeightsChanged>(_ => { }); // follows from the outcomes
        Recover<PredictionIssued>(_recovered.Add);
        Recover<RecoveryCompleted>(_ => FinishRecovery());

        Command<MarketBatch>(WhenAtRest<MarketBatch>(Handle));
        Command<HistoryBatch>(WhenAtRest<HistoryBatch>(Handle));
        Command<BarCorrection>(WhenAtRest<BarCorrection>(Handle));
        Command<GetSymbolPosition>(WhenAtRest<GetSymbolPosition>(ask => Sender.Tell(Stored(ask.Source))));
        Command<SaveState>(WhenAtRest<SaveState>(_ => BeginSave(Sender)));
        Command<RowForecast>(Handle);
        Command<PredictorRestored>(Handle);
        Command<PredictorState>(Handle);
        Command<SaveSnapshotSuccess>(_ =>
        {
            _snapshots.Ended();
            _trust.Restore();
        });
        Command<SaveSnapshotFailure>(failed =>
        {
            _snapshots.Ended();
            _log.Warning("Snapshot of {0} failed, the journal still has everything: {1}", _symbol, failed.Cause.Message);
        });
    }

    public override string PersistenceId => PersistenceIdOf(_symbol);

    public override Recovery Recovery => _trust.Recovery;

    public static string PersistenceIdOf(Symbol symbol) => SymbolIds.Of(symbol);

    public static Props Props(Symbol symbol, EngineOptions options, ModelSet models, MarketView view)
    {
        var trust = new SnapshotTrust();
        return ActorTrading.Actors.Props.Create(() => new SymbolActor(symbol, options, models, view, trust));
    }

    /// <summary>A predictor that breaks has lost state only the journal can give back, so the whole symbol recovers.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        if (_restoredFrom > 0 && (cause as InvalidDataException ?? cause.InnerException) is InvalidDataException unreadable)
        {
            Distrust(unreadable);
        }

        return Directive.Escalate;
    });

    /// <summary>Whoever waits for an answer about rows that this incarnation did not store is told to deliver them again.</summary>
    protected override void PostStop() => _unanswered.Asker?.Tell(BatchStored.Nothing(_symbol, _unanswered.Source), Self);

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        _log.Error(cause, "{0} could not store {1} as number {2} and stops: {3}", PersistenceId, @event.GetType().Name, sequenceNr, cause.Message);

    /// <summary>The state has moved on with rows that are not stored and never will be: only the journal can say where it stood.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => throw new InvalidOperationException(
        $"{PersistenceId}: the journal refused {@event.GetType().Name} as number {sequenceNr}: {cause.Message}", cause);

    private Action<T> WhenAtRest<T>(Action<T> handle) => message =>
    {
        if (_round is null && _stateRound is null)
        {
            handle(message);
        }
        else
        {
            Stash.Stash();
        }
    };

    private BatchStored Stored(string source) => new(_symbol, source, _pipeline.PositionOf(source)) { Last = _pipeline.LastOf(source) };

    private void Handle(MarketBatch batch)
    {
        var position = _pipeline.PositionOf(batch.Source);
        if (batch.Position <= position || batch.From > position)
        {
            // Seen already, or something between is missing: the answer tells the feed where to go on.
            Sender.Tell(Stored(batch.Source));
            return;
        }

        if (_pipeline.WhyNot(batch) is { } objection)
        {
            Sender.Tell(new Status.Failure(new ArgumentException(objection)));
            return;
        }

        var latest = _view.LatestPlausibleTime;
        switch (batch)
        {
            case TickBatch ticks:
                ticks = From(ticks, position);
                var fromTicks = _pipeline.Process(ticks, latest);
                Record(new TicksRecorded(ticks.Source, ticks.Position, latest, ticks.Ticks, [.. fromTicks.Refused]), fromTicks, warm: false, Sender, ticks.Source);
                break;
            case BarBatch bars:
                bars = From(bars, position);
                var fromBars = _pipeline.Process(bars, latest, history: false);
                Record(
                    new BarsRecorded(bars.Source, bars.Position, latest, bars.Timeframe, bars.Bars, [.. fromBars.Refused], History: false),
                    fromBars, warm: false, Sender, bars.Source);
                break;
            default:
                throw new ArgumentException($"No rule for {batch.GetType().Name}.", nameof(batch));
        }
    }

    private void Handle(HistoryBatch history)
    {
        if (LastSequenceNr > 0)
        {
            Sender.Tell(Stored(history.Bars.Source));
            return;
        }

        var bars = history.Bars;
        var result = _pipeline.Process(bars, 0, history: true);
        Record(
            new BarsRecorded(bars.Source, bars.Position, 0, bars.Timeframe, bars.Bars, [], History: true),
            result, warm: true, Sender, bars.Source);
    }

    private void Record(ISymbolEvent recorded, PipelineResult result, bool warm, IActorRef replyTo, string source)
    {
        var events = new List<ISymbolEvent>(1 + result.Closed.Count) { recorded };
        if (!warm)
        {
            events.AddRange(result.Closed.Select(c => new BarClosed(c.Timeframe, c.Bar)));
        }

        _unanswered = (replyTo, source);
        var left = events.Count;
        PersistAll(events, _ =>
        {
            if (--left > 0)
            {
                return;
            }

            _bars.Append(result.Closed);
            _view.Fed(_pipeline);
            BeginForecasts([.. result.Rows.Select(r => new ForecastRow(r, warm, []))], replyTo, source);
        });
    }

    private void BeginForecasts(IReadOnlyList<ForecastRow> rows, IActorRef? replyTo, string? source)
    {
        if (rows.Count == 0)
        {
            // Nearly every batch when a feed delivers tick by tick.
            Acknowledge(replyTo, source);
            return;
        }

        _round = new ForecastRound(rows.Count, _options.Horizons, replyTo, source);
        foreach (var row in rows)
        {
            foreach (var horizon in _options.Horizons)
            {
                _predictors[horizon].Tell(row.Faults.Count == 0 ? row : row with { Faults = [.. row.Faults.Where(f => f.Horizon == horizon)] }, Self);
            }
        }
    }

    private void Handle(RowForecast forecast)
    {
        if (_round is null || !_round.Add(forecast))
        {
            return;
        }

        foreach (var horizon in _options.Horizons)
        {
            _view.Score(horizon, _round.ScoreOf(horizon));
        }

        var events = NotYetIssued(_round.InOrder());
        if (events.Count == 0)
        {
            Finish();
            return;
        }

        var left = events.Count;
        PersistAll(events, e =>
        {
            if (e is PredictionIssued issued)
            {
                _view.Publish(issued);
            }

            if (--left == 0)
            {
                Finish();
            }
        });
    }

    /// <summary>Live, everything. In recovery, only what a crash cut off: a bar's forecasts are stored all together or not at all.</summary>
    private List<ISymbolEvent> NotYetIssued(IReadOnlyList<RowForecast> forecasts)
    {
        var events = new List<ISymbolEvent>();
        foreach (var forecast in forecasts)
        {
            if (_recovered.TakeIssued(forecast.Horizon, forecast.Time) is not { } issued)
            {
                events.AddRange(forecast.Events.Where(e => !_recovered.Holds(e)));
                continue;
            }

            if (forecast.Events is [.., PredictionIssued again] && !PredictionComparer.Same(issued, again))
            {
                _log.Warning("{0} {1}: recovery forecast something else at {2} than the journal says; the journal stands. Were models or settings exchanged?", _symbol, forecast.Horizon, forecast.Time);
            }

            _view.Restore(issued);
        }

        return events;
    }

    private void Handle(PredictorRestored restored)
    {
        _view.Score(restored.Horizon, restored.Score);
        if (restored.Latest is not null)
        {
            _view.Restore(restored.Latest);
        }
    }

    private void Finish()
    {
        var round = _round!;
        _round = null;
        Acknowledge(round.ReplyTo, round.Source);
    }

    private void Acknowledge(IActorRef? replyTo, string? source)
    {
        _recovered.Forget();
        _unanswered = (null, "");
        replyTo?.Tell(Stored(source!), Self);
        if (_snapshots.IsDue(LastSequenceNr))
        {
            BeginSave(ActorRefs.Nobody);
        }
        else
        {
            Stash.UnstashAll();
        }
    }

    private void BeginSave(IActorRef replyTo)
    {
        _stateRound = new StateRound(_options.Horizons.Count, replyTo);
        foreach (var predictor in _predictors.Values)
        {
            predictor.Tell(GetPredictorState.Instance, Self);
        }
    }

    private void Handle(PredictorState state)
    {
        if (_stateRound is null || !_stateRound.Add(state))
        {
            return;
        }

        var pipeline = Serialized.From(writer =>
        {
            _pipeline.Save(writer);
            _bars.Save(writer);
        });
        SaveSnapshot(new SymbolSnapshot(pipeline, _models.Version, _stateRound.States));
        _snapshots.Began(LastSequenceNr);
        _stateRound.ReplyTo.Tell(new StateSaved(_symbol, LastSequenceNr), Self);
        _stateRound = null;
        Stash.UnstashAll();
    }

    private void Restore(SnapshotOffer offer)
    {
        _restoredFrom = offer.Metadata.SequenceNr;
        _snapshots.Recovered(_restoredFrom);
        try
        {
            _snapshot = (SymbolSnapshot)offer.Snapshot;
            Serialized.Into(_snapshot.Pipeline, reader =>
            {
                _pipeline.Load(reader);
                _bars.Load(reader);
            });
        }
        catch (Exception unreadable)
        {
            Distrust(unreadable);
            throw;
        }
    }

    private void Distrust(Exception unreadable)
    {
        _trust.Distrust(_restoredFrom);
        _log.Warning("{0}: snapshot number {1} cannot be read and is passed over, the journal has everything: {2}", PersistenceId, _restoredFrom, unreadable.Message);
    }

    private void Replay(TicksRecorded recorded) => Replayed(
        _pipeline.Process(new TickBatch(_symbol, recorded.Ticks, recorded.Source, recorded.Position), recorded.LatestPlausibleTime), warm: false);

    private void Replay(BarsRecorded recorded) => Replayed(
        _pipeline.Process(new BarBatch(_symbol, recorded.Timeframe, recorded.Bars, recorded.Source, recorded.Position), recorded.LatestPlausibleTime, recorded.History),
        recorded.History);

    private void Replayed(PipelineResult result, bool warm)
    {
        _bars.Append(result.Closed);
        _recovered.Add(result.Rows, warm);
    }

    private void FinishRecovery()
    {
        var states = _snapshot?.Predictors;
        if (_snapshot is not null && _snapshot.Artifact != _models.Version)
        {
            _log.Warning("{0} was saved with models {1} and goes on with {2}: blend and online models start afresh", _symbol, _snapshot.Artifact, _models.Version);
            states = null;
        }

        foreach (var horizon in _options.Horizons)
        {
            _predictors[horizon] = Context.ActorOf(
                PredictorActor.Props(horizon, _options, _models.For(horizon), states?.GetValueOrDefault(horizon)), horizon.Name);
        }

        _snapshot = null;
        _view.Fed(_pipeline);
        BeginForecasts(_recovered.TakeRows(), replyTo: null, source: null);
    }

    private static TickBatch From(TickBatch batch, long position) =>
        batch.From == position ? batch : batch with { Ticks = batch.Ticks[(int)(position - batch.From)..] };

    private static BarBatch From(BarBatch batch, long position) =>
        batch.From == position ? batch : batch with { Bars = batch.Bars[(int)(position - batch.From)..] };
}
