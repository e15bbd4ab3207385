using ActorTrading.Actors;
using ActorTrading.Actors.Event;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Views;
using ActorTrading.Market;

namespace ActorTrading.Engine.Symbols;

/// <summary>
/// Finds or makes the actor of a symbol and passes messages on. A symbol that stops, because the journal failed or because it broke, comes back after a
/// back-off; its neighbours do not notice. Rows of a symbol that is not watched are refused and counted.
/// </summary>
public sealed class MarketActor : ReceiveActor
{
    private readonly EngineOptions _options;
    private readonly ModelSet _models;
    private readonly MarketView _view;
    private readonly IReadOnlySet<Symbol>? _watched;
    private readonly Dictionary<Symbol, IActorRef> _symbols = [];

    /// <param name="watched">The symbols that are let in; null for any.</param>
    public MarketActor(EngineOptions options, ModelSet models, MarketView view, IReadOnlySet<Symbol>? watched = null)
    {
        _options = options;
        _models = models;
        _view = view;
        _watched = watched;
        Receive<MarketBatch>(Refuse, batch => !IsWatched(batch.Symbol));
        Receive<MarketBatch>(batch => Symbol(batch.Symbol).Forward(batch));
        Receive<HistoryBatch>(history => Symbol(history.Bars.Symbol).Forward(history));
        Receive<BarCorrection>(
            correction => Sender.Tell(new CorrectionStored(correction.Series, correction.Candle.OpenTime, Changed: false)), correction => !IsWatched(correction.Series.Symbol));
        Receive<BarCorrection>(correction => Symbol(correction.Series.Symbol).Forward(correction));
        Receive<GetSymbolPosition>(ask => Symbol(ask.Symbol).Forward(ask));
        Receive<SaveState>(save => Symbol(save.Symbol).Forward(save));
        Receive<DeadLetter>(lost => lost.Sender.Tell(BatchStored.Nothing(((MarketBatch)lost.Message).Symbol, ((MarketBatch)lost.Message).Source)), lost => lost.Message is MarketBatch);
        Receive<DeadLetter>(_ => { });
    }

    public static Props Props(EngineOptions options, ModelSet models, MarketView view, IReadOnlySet<Symbol>? watched = null) =>
        ActorTrading.Actors.Props.Create(() => new MarketActor(options, models, view, watched));

    /// <summary>Batches on the way to a symbol that stops are answered at once: their feed need not wait for its time-out.</summary>
    protected override void PreStart() => Context.System.EventStream.Subscribe<DeadLetter>(Self);

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private bool IsWatched(Symbol symbol) => _watched is null || _watched.Contains(symbol);

    private void Refuse(MarketBatch batch)
    {
        _view.RefusedUnknown(batch.Symbol, batch.Count);

        // Answered as done, so that the feed goes on: delivering it again would not make the symbol known.
        Sender.Tell(new BatchStored(batch.Symbol, batch.Source, batch.Position));
    }

    private IActorRef Symbol(Symbol symbol)
    {
        if (!_symbols.TryGetValue(symbol, out var actor))
        {
            var child = SymbolActor.Props(symbol, _options, _models, _view);
            actor = Context.ActorOf(
                BackoffSupervisor.Props(Backoff
                    .OnStop(child, symbol.Value, minBackoff: TimeSpan.FromMilliseconds(200), maxBackoff: TimeSpan.FromSeconds(30), randomFactor: 0.1)
                    .WithDefaultStoppingStrategy()),
                symbol.Value);
            _symbols.Add(symbol, actor);
        }

        return actor;
    }
}
