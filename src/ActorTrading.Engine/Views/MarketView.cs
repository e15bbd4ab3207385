using System.Collections.Concurrent;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Symbols;
using ActorTrading.Market;

namespace ActorTrading.Engine.Views;

/// <summary>The read side in memory: every symbol's latest state, and the market's own time.</summary>
/// <param name="clock">Tells how long ago data came in; never reaches the data itself.</param>
/// <param name="speed">How many times faster than real time the feed runs; infinite counts as 1.</param>
/// <param name="latestPlausibleTime">Event times beyond the returned one are in the future; 0 for no bound. Called once per batch.</param>
public sealed class MarketView(TimeProvider clock, double speed = 1, Func<long>? latestPlausibleTime = null)
{
    private readonly ConcurrentDictionary<Symbol, long> _unknown = new();
    private readonly Lock _lock = new();
    private readonly double _speed = double.IsFinite(speed) ? speed : 1;
    private long _newestTime;
    private long _newestSeenAt;
    private readonly ConcurrentDictionary<Symbol, SymbolView> _symbols = new();

    /// <summary>Raised after a forecast is on disk and visible, on the symbol's thread: handlers must be quick and must not throw.</summary>
    public event Action<Symbol, PredictionIssued>? Published;

    public IReadOnlyList<SymbolView> Symbols => [.. _symbols.Values.OrderBy(s => s.Symbol)];

    public SymbolView? Find(Symbol symbol) => _symbols.GetValueOrDefault(symbol);

    /// <summary>Rows refused because their symbol is not watched (reason <c>unknown-symbol</c>), by symbol.</summary>
    public IReadOnlyDictionary<Symbol, long> UnknownSymbols => _unknown.ToDictionary();

    /// <summary>Event time now, µs: the newest that came in, moved on by the time since then at the feed's speed. 0 before the first.</summary>
    public long Now()
    {
        lock (_lock)
        {
            return _newestTime == 0 ? 0 : _newestTime + (long)(clock.GetElapsedTime(_newestSeenAt).TotalMicroseconds * _speed);
        }
    }

    internal void RefusedUnknown(Symbol symbol, int rows) => _unknown.AddOrUpdate(symbol, rows, (_, before) => before + rows);

    internal void Saw(long time)
    {
        lock (_lock)
        {
            if (time > _newestTime)
            {
                _newestTime = time;
                _newestSeenAt = clock.GetTimestamp();
            }
        }
    }

    internal long LatestPlausibleTime() => latestPlausibleTime?.Invoke() ?? 0;

    internal void OnPublished(Symbol symbol, PredictionIssued issued) => Published?.Invoke(symbol, issued);

    /// <summary>A new incarnation of the symbol's actor takes over its view.</summary>
    internal SymbolView Attach(Symbol symbol, BarHistory bars) => _symbols[symbol] = new SymbolView(symbol, bars, this);
}
