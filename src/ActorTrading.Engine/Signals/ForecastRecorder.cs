using ActorTrading.Actors.Persistence.Query;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.MarketData;
using ActorTrading.Engine.Symbols;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Signals;

/// <summary>
/// Follows a journal: bars that were closed become candles with all that is computed from them, forecasts that were issued become analyses and signals. The position in the journal is
/// stored in one transaction with the forecasts found up to it, and candles are stored by their own rule before: each event has its effect exactly once, over any number of restarts.
/// </summary>
public sealed class ForecastRecorder
{
    private readonly IQueryableJournal _journal;
    private readonly ReadJournal _queries;
    private readonly MarketDatabase _database;
    private readonly MarketDataService _market;
    private readonly ForecastRecorderOptions _options;
    private readonly ReadJournalOptions _polling = new();
    private readonly TimeProvider _clock;
    private readonly Dictionary<SeriesId, List<Candle>> _candles = [];
    private readonly List<AnalysisRow> _analyses = [];
    private readonly List<SignalRow> _signals = [];
    private long _position;
    private int _events;

    public ForecastRecorder(IQueryableJournal journal, MarketDatabase database, MarketDataService market, ForecastRecorderOptions options, TimeProvider clock)
    {
        _journal = journal;
        _queries = new ReadJournal(journal, _polling, clock);
        _clock = clock;
        _database = database;
        _market = market;
        _options = options;
    }

    /// <summary>Signals recorded so far, those of earlier processes not counted.</summary>
    public long Recorded { get; private set; }

    /// <summary>Follows until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        while (true)
        {
            // Taken before the look, or a commit between the two is missed.
            var committed = _journal.Committed.Next();
            await ReadOnAsync(cancellationToken);

            // Whether it was the commit or the time makes no difference.
            await committed.WaitAsync(_polling.PollInterval, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Records what the journal holds by now.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        await ReadOnAsync(cancellationToken);
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        Forget();
        _position = await _database.Projections.PositionAsync(_options.Name, cancellationToken);
        if (_position > (await _journal.ReadHorizonAsync(cancellationToken)).Highest)
        {
            // Another journal has taken the place of the one that was followed. What is recorded twice is stored once.
            _position = 0;
        }
    }

    private async Task ReadOnAsync(CancellationToken cancellationToken)
    {
        await foreach (var envelope in _queries.CurrentAllEvents(Offset.Sequence(_position)).WithCancellation(cancellationToken))
        {
            Take(envelope);
            if (_events >= _options.BatchEvents)
            {
                await FlushAsync(cancellationToken);
            }
        }

        await FlushAsync(cancellationToken);
    }

    private void Take(EventEnvelope envelope)
    {
        _position = ((Sequence)envelope.Offset).Value;
        if (SymbolIds.SymbolOf(envelope.PersistenceId) is not { } symbol)
        {
            return;
        }

        switch (envelope.Event)
        {
            case BarClosed closed:
                Add(symbol, closed.Timeframe, closed.Bar);
                break;
            case BarsRecorded { History: true } history:
                foreach (var bar in history.Bars.Span)
                {
                    Add(symbol, history.Timeframe, bar);
                }

                break;
            case PredictionIssued issued:
                _analyses.Add(ForecastRows.Analysis(symbol, _options.Timeframe, issued));
                _signals.Add(ForecastRows.Signal(symbol, _options.Timeframe, issued));
                break;
            default:
                return;
        }

        _events++;
    }

    private void Add(Symbol symbol, Timeframe timeframe, Bar bar)
    {
        var series = new SeriesId(symbol, timeframe);
        if (!_candles.TryGetValue(series, out var candles))
        {
            _candles[series] = candles = [];
        }

        candles.Add(new Candle(bar, _options.Source));
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_events == 0)
        {
            return;
        }

        foreach (var (series, candles) in _candles.OrderBy(c => c.Key))
        {
            await _market.SaveAsync(series, candles.ToArray(), cancellationToken);
        }

        Recorded += await _database.Projections.RecordAsync(_options.Name, _position, _analyses, _signals, cancellationToken);

        // Some of them may be past their horizon already, where a journal is caught up with.
        foreach (var ofSymbol in _signals.GroupBy(s => s.Symbol))
        {
            await _market.RefreshOutcomesAsync(new SeriesId(ofSymbol.Key, _options.Timeframe), ofSymbol.Min(s => s.Time), cancellationToken);
        }

        Forget();
    }

    private void Forget()
    {
        _candles.Clear();
        _analyses.Clear();
        _signals.Clear();
        _events = 0;
    }
}
