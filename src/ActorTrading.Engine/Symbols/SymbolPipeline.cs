using ActorTrading.Engine.Events;
using ActorTrading.Feeds;
using ActorTrading.Market;
using ActorTrading.Market.Bars;
using ActorTrading.Market.Features;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Symbols;

/// <summary>
/// From a feed's rows to feature rows: quality gate, bars, features. Pure and deterministic: live, recovery, backtest and replay call it with the same
/// batches and get the same bits. Not thread-safe.
/// </summary>
public sealed class SymbolPipeline
{
    private const int JumpsKept = 100;

    /// <summary>Bars before the first row: indicators have settled; windows of days go on filling while forecasts are made.</summary>
    private const int FirstRowAfter = 50;

    private readonly EngineOptions _options;
    private readonly TickGate _tickGate;
    private readonly JumpDetector _jumpDetector;
    private readonly List<FeedJump> _jumps = [];
    private readonly FeatureHistory _features;
    private readonly List<RefusedRow> _refused = [];
    private readonly List<ClosedBar> _closed = [];
    private readonly List<FeatureRow> _rows = [];
    private readonly double[] _row;
    private readonly SortedDictionary<string, StoredRows> _sources = new(StringComparer.Ordinal);
    private BarGate? _barGate;
    private BarCascade? _bars;
    private Timeframe _finest;
    private long _lastClose;

    public SymbolPipeline(Symbol symbol, EngineOptions options)
    {
        Symbol = symbol;
        _options = options;
        _tickGate = new TickGate(options.TickGate);
        _jumpDetector = new JumpDetector(options.TickGate.LateWindow, options.Silence);
        _features = new FeatureHistory(options.DecisionTimeframe);
        _row = new double[_features.Count];
    }

    public Symbol Symbol { get; }

    /// <summary>Rows by verdict, accepted ones included.</summary>
    public RefusalCounts Counts => _barGate is null ? _tickGate.Counts : _tickGate.Counts.Total == 0 ? _barGate.Counts : _barGate.Counts + _tickGate.Counts;

    /// <summary>Discontinuities met so far, oldest first; at most the last hundred.</summary>
    public IReadOnlyList<FeedJump> Jumps => _jumps;

    /// <summary>Close of the last finished decision bar or tick, scaled; 0 before the first.</summary>
    public long LastPrice { get; private set; }

    /// <summary>Event time of the newest accepted row; 0 before the first.</summary>
    public long LastTime { get; private set; }

    /// <summary>Rows of a source that are covered; 0 for one not met yet.</summary>
    public long PositionOf(string source) => _sources.GetValueOrDefault(source).Position;

    /// <summary>The last row of a source that is covered, accepted or not; default for one not met yet.</summary>
    public RowMark LastOf(string source) => _sources.GetValueOrDefault(source).Last;

    /// <summary>Why rows of this kind can never be taken in, for people; null when they can.</summary>
    public string? WhyNot(MarketBatch batch)
    {
        var finest = FinestOf(batch);
        if (_bars is not null && _finest != finest)
        {
            return $"{Symbol} was fed from {_finest} until now and cannot be fed from {finest} in the same journal.";
        }

        return finest > _options.DecisionTimeframe
            ? $"Bars of {finest} cannot serve decisions every {_options.DecisionTimeframe}: set a decision timeframe of {finest} or longer."
            : null;
    }

    /// <summary>Takes in ticks that follow <see cref="PositionOf"/> their source.</summary>
    /// <param name="latestPlausibleTime">Event times beyond this are in the future; 0 for no bound.</param>
    public PipelineResult Process(TickBatch batch, long latestPlausibleTime)
    {
        Begin(batch, FinestOf(batch));
        _tickGate.LatestPlausibleTime = latestPlausibleTime == 0 ? null : latestPlausibleTime;
        var bars = _bars!;
        var ticks = batch.Ticks.Span;
        var lastAccepted = -1;
        for (var i = 0; i < ticks.Length; i++)
        {
            ref readonly var tick = ref ticks[i];
            if (_jumpDetector.Add(in tick) is { } jump)
            {
                Note(jump);
            }

            var reason = _tickGate.Check(in tick);
            if (reason != RefusalReason.None)
            {
                _refused.Add(new RefusedRow(i, reason));
                continue;
            }

            lastAccepted = i;
            LastTime = Math.Max(LastTime, tick.Time);
            var before = _closed.Count;
            bars.Add(in tick, _closed);
            if (_closed.Count != before)
            {
                Extract(before);
            }
        }

        if (lastAccepted >= 0)
        {
            LastPrice = ticks[lastAccepted].Price;
        }

        return new PipelineResult(_refused, _closed, _rows);
    }

    /// <summary>Takes in closed bars of a candle feed.</summary>
    /// <param name="history">The bars are of the decision timeframe and lie before the live feed: they warm up, they are not the feed's.</param>
    public PipelineResult Process(BarBatch batch, long latestPlausibleTime, bool history)
    {
        if (history)
        {
            return Warm(batch);
        }

        Begin(batch, FinestOf(batch));
        _barGate ??= new BarGate(_options.BarGate, batch.Timeframe);
        _barGate.LatestPlausibleTime = latestPlausibleTime == 0 ? null : latestPlausibleTime;
        var bars = batch.Bars.Span;
        for (var i = 0; i < bars.Length; i++)
        {
            ref readonly var bar = ref bars[i];
            var reason = _barGate.Check(in bar);
            if (reason != RefusalReason.None)
            {
                _refused.Add(new RefusedRow(i, reason));
                continue;
            }

            var before = _closed.Count;
            _bars!.Add(in bar, _closed);
            LastPrice = bar.Close;
            LastTime = bar.OpenTime + batch.Timeframe.Length;
            Extract(before);
        }

        return new PipelineResult(_refused, _closed, _rows);
    }

    /// <summary>Takes in a closed bar that came late or was corrected: features of later bars are as if it had been so from the start.</summary>
    /// <returns>Whether features changed: not for bars of other lengths than the decision bars, and not for those too old or not come to yet.</returns>
    public bool Correct(Timeframe timeframe, in Bar bar)
    {
        if (timeframe != _options.DecisionTimeframe || !_features.Correct(bar))
        {
            return false;
        }

        _lastClose = _features.LastClose;
        return true;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write((byte)2);
        writer.Write(LastPrice);
        writer.Write(LastTime);
        writer.Write(_lastClose);
        writer.Write(_sources.Count);
        foreach (var (source, stored) in _sources)
        {
            writer.Write(source);
            writer.Write(stored.Position);
            writer.Write(stored.Last.Id);
            writer.Write(stored.Last.Time);
        }

        writer.Write(_jumps.Count);
        foreach (var jump in _jumps)
        {
            writer.Write(jump.Row);
            writer.Write(jump.FromTime);
            writer.Write(jump.ToTime);
            writer.Write(jump.MissingIds);
        }

        _jumpDetector.Save(writer);
        _tickGate.Save(writer);
        _features.Save(writer);
        writer.Write(_finest.Minutes);
        _bars?.Save(writer);
        writer.Write(_barGate is not null);
        _barGate?.Save(writer);
    }

    /// <exception cref="InvalidDataException">The bytes are not such a state.</exception>
    public void Load(BinaryReader reader)
    {
        var version = reader.ReadByte();
        if (version is not (1 or 2))
        {
            throw new InvalidDataException($"Version {version} of a symbol's state is unknown here.");
        }

        LastPrice = reader.ReadInt64();
        LastTime = reader.ReadInt64();
        _lastClose = reader.ReadInt64();
        _sources.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            // The first version did not keep the last row: no feed needed it.
            var source = reader.ReadString();
            var position = reader.ReadInt64();
            _sources[source] = new StoredRows(position, version == 1 ? default : new RowMark(reader.ReadInt64(), reader.ReadInt64()));
        }

        _jumps.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            _jumps.Add(new FeedJump(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64()));
        }

        _jumpDetector.Load(reader);
        _tickGate.Load(reader);
        if (version == 1)
        {
            _features.LoadEngine(reader);
        }
        else
        {
            _features.Load(reader);
        }

        var minutes = reader.ReadInt32();
        if (minutes != 0)
        {
            _finest = Timeframe.All.Single(t => t.Minutes == minutes);
            _bars = new BarCascade(_finest);
            _bars.Load(reader);
        }

        if (reader.ReadBoolean())
        {
            _barGate = new BarGate(_options.BarGate, _finest);
            _barGate.Load(reader);
        }
    }

    private void Begin(MarketBatch batch, Timeframe finest)
    {
        if (batch.From != PositionOf(batch.Source))
        {
            throw new ArgumentException($"A batch of {batch.Source} begins after row {batch.From}; {PositionOf(batch.Source)} rows are stored.", nameof(batch));
        }

        if (WhyNot(batch) is { } objection)
        {
            throw new ArgumentException(objection, nameof(batch));
        }

        if (_bars is null)
        {
            _finest = finest;
            _bars = new BarCascade(finest);
        }

        Clear();
        _sources[batch.Source] = new StoredRows(batch.Position, LastOf(batch));
    }

    private static RowMark LastOf(MarketBatch batch) => batch switch
    {
        TickBatch { Ticks.Span: [.., var tick] } => new RowMark(tick.Id, tick.Time),
        BarBatch { Bars.Span: [.., var bar] } bars => new RowMark(0, bar.OpenTime + bars.Timeframe.Length),
        _ => default,
    };

    private static Timeframe FinestOf(MarketBatch batch) => batch is BarBatch bars ? bars.Timeframe : Timeframe.M1;

    private PipelineResult Warm(BarBatch batch)
    {
        Clear();
        _sources[batch.Source] = new StoredRows(batch.Position, LastOf(batch));
        foreach (ref readonly var bar in batch.Bars.Span)
        {
            _closed.Add(new ClosedBar(batch.Timeframe, bar));
            Extract(_closed.Count - 1);
            LastPrice = bar.Close;
        }

        return new PipelineResult(_refused, _closed, _rows);
    }

    private void Clear()
    {
        _refused.Clear();
        _closed.Clear();
        _rows.Clear();
    }

    private void Note(FeedJump jump)
    {
        if (_jumps.Count == JumpsKept)
        {
            _jumps.RemoveAt(0);
        }

        _jumps.Add(jump);
    }

    private void Extract(int from)
    {
        for (var i = from; i < _closed.Count; i++)
        {
            var closed = _closed[i];
            if (closed.Timeframe != _options.DecisionTimeframe)
            {
                continue;
            }

            var barReturn = _lastClose == 0 ? 0 : Math.Log(Fixed.ToDouble(closed.Bar.Close) / Fixed.ToDouble(_lastClose));
            _lastClose = closed.Bar.Close;
            _features.Add(closed.Bar, _row);
            if (_features.Seen >= FirstRowAfter)
            {
                _rows.Add(new FeatureRow(closed.CloseTime, closed.Bar.Close, [.. _row], barReturn));
            }
        }
    }
}
