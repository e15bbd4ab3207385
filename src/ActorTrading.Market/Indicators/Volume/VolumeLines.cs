using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Volume;

/// <summary>Totals of volume from the first bar on, and their averages.</summary>
internal sealed class VolumeLines : IndicatorGroup
{
    private const long Day = 86_400_000_000;
    private const string Klinger = "Klinger oscillator";

    private RunningTotal _balance;
    private RunningTotal _accumulation;
    private RunningTotal _trend;
    private RunningTotal _quiet;
    private RunningTotal _busy;
    private RunningTotal _williams;
    private RunningTotal _sessionValue;
    private RunningTotal _sessionVolume;
    private Smoothing _fast = Smoothing.Exponential(3);
    private Smoothing _slow = Smoothing.Exponential(10);
    private Smoothing _klingerFast = Smoothing.Exponential(34);
    private Smoothing _klingerSlow = Smoothing.Exponential(55);
    private Smoothing _klingerSignal = Smoothing.Exponential(13);
    private long _session = long.MinValue;
    private double _typicalBefore;
    private double _rangeBefore;
    private double _cumulated;
    private double _direction;

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("obv", "On-balance volume", "Σ of the volume with the sign of the close's change", "Granville 1963", "", Volumes, Any, "close, volume", 1, null),
        new("ad_line", "Accumulation/distribution line", "Σ L · volume, L the close's location", "Chaikin; Williams 1972", "", Volumes, Any, "high, low, close, volume", 1, null),
        new("chaikin_oscillator", "Chaikin oscillator", "EMA(3) − EMA(10) of the accumulation/distribution line", "Chaikin 1974", "n = 3, 10", Volumes, Any, "high, low, close, volume", 10, 10 + Exponential(10)),
        new("pvt", "Price volume trend", "Σ volume · (close / close before − 1)", "Buff 1971", "", Volumes, Any, "close, volume", 1, null),
        new("nvi", "Negative volume index", "Σ r over bars with less volume than the one before: ln(index / its base)", "Dysart 1936; Fosback 1976", "", "log return", Any, "close, volume", 1, null),
        new("pvi", "Positive volume index", "Σ r over bars with more volume than the one before: ln(index / its base)", "Dysart 1936; Fosback 1976", "", "log return", Any, "close, volume", 1, null),
        new("wad", "Williams accumulation/distribution", "Σ close − min(low, close before) at rises, close − max(high, close before) at falls", "Williams 1972", "", Price, Any, "high, low, close", 1, null),
        new("klinger", Klinger, "EMA(34) − EMA(55) of 100 s · volume · |2 (range / c − 1)|, s = ±1 as the typical price rises or not, c the range summed while s stays; from the second bar on", "Klinger 1997", "n = 34, 55", Volumes, Any, "high, low, close, volume", 56, 56 + Exponential(55)),
        new("klinger_signal", Klinger, "EMA over 13 of that", "Klinger 1997", "n = 34, 55, 13", Volumes, Any, "high, low, close, volume", 68, 68 + Exponential(55) + Exponential(13)),
        new("vwap_session", "Volume-weighted average price", "Σ typical price · volume / Σ volume since 00:00 UTC", "Berkowitz, Logue and Noser 1988", "UTC day", Price, Positive, "high, low, close, volume", 1, null),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        row[0] = _balance.Add(Math.Sign(bar.Change) * bar.Volume);
        row[1] = _accumulation.Add(bar.CloseLocation * bar.Volume);
        row[2] = _fast.Add(row[1]) - _slow.Add(row[1]);
        row[3] = _trend.Add(bar.Volume * bar.Change / bar.PreviousClose);
        row[4] = _quiet.Add(bar.Volume < bar.PreviousVolume ? bar.Return : 0);
        row[5] = _busy.Add(bar.Volume > bar.PreviousVolume ? bar.Return : 0);
        row[6] = _williams.Add(bar.Change switch
        {
            > 0 => bar.Close - Math.Min(bar.Low, bar.PreviousClose),
            < 0 => bar.Close - Math.Max(bar.High, bar.PreviousClose),
            _ => 0,
        });
        row[7] = AddKlinger(bar);
        row[8] = _klingerSignal.Add(row[7]);
        row[9] = AddSession(bar);
    }

    public override void Transfer(StateTransfer state)
    {
        _balance.Transfer(state);
        _accumulation.Transfer(state);
        _trend.Transfer(state);
        _quiet.Transfer(state);
        _busy.Transfer(state);
        _williams.Transfer(state);
        _sessionValue.Transfer(state);
        _sessionVolume.Transfer(state);
        _fast.Transfer(state);
        _slow.Transfer(state);
        _klingerFast.Transfer(state);
        _klingerSlow.Transfer(state);
        _klingerSignal.Transfer(state);
        state.Value(ref _session);
        state.Value(ref _typicalBefore);
        state.Value(ref _rangeBefore);
        state.Value(ref _cumulated);
        state.Value(ref _direction);
    }

    private double AddKlinger(in IndicatorTerms bar)
    {
        var direction = bar.Typical > _typicalBefore ? 1 : -1;
        var force = double.NaN;
        if (bar.Seen > 1)
        {
            _cumulated = bar.Range + (direction == _direction ? _cumulated : _rangeBefore);
            force = 100 * direction * bar.Volume * Math.Abs(2 * (Quotient.Of(bar.Range, _cumulated, 1) - 1));
            _direction = direction;
        }

        (_typicalBefore, _rangeBefore) = (bar.Typical, bar.Range);
        return _klingerFast.Add(force) - _klingerSlow.Add(force);
    }

    private double AddSession(in IndicatorTerms bar)
    {
        var session = bar.OpenTime - (((bar.OpenTime % Day) + Day) % Day);
        if (session != _session)
        {
            _session = session;
            _sessionValue.Clear();
            _sessionVolume.Clear();
        }

        return Quotient.Of(_sessionValue.Add(bar.Typical * bar.Volume), _sessionVolume.Add(bar.Volume));
    }
}
