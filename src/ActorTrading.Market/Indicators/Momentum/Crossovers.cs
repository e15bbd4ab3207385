using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Momentum;

/// <summary>Differences of averages.</summary>
internal sealed class Crossovers : IndicatorGroup
{
    private const int TsiSettled = 38 + (7 * 26) + (7 * 14);

    private readonly RollingSum _five = new(5);
    private readonly RollingSum _thirtyFour = new(34);
    private readonly RollingSum _awesome = new(5);
    private readonly RollingSum _twenty = new(20);
    private readonly Delay _elevenAgo = new(11);
    private Smoothing _fast = Smoothing.Exponential(12);
    private Smoothing _slow = Smoothing.Exponential(26);
    private Smoothing _signal = Smoothing.Exponential(9);
    private Smoothing _percentSignal = Smoothing.Exponential(9);
    private Smoothing _first = Smoothing.Exponential(15);
    private Smoothing _second = Smoothing.Exponential(15);
    private Smoothing _third = Smoothing.Exponential(15);
    private Smoothing _trixSignal = Smoothing.Exponential(9);
    private Smoothing _change = Smoothing.Exponential(25);
    private Smoothing _changeAgain = Smoothing.Exponential(13);
    private Smoothing _size = Smoothing.Exponential(25);
    private Smoothing _sizeAgain = Smoothing.Exponential(13);
    private Smoothing _tsiSignal = Smoothing.Exponential(7);
    private Smoothing _elder = Smoothing.Exponential(13);
    private double _triple = double.NaN;

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("macd", "MACD", "EMA(12) − EMA(26)", "Appel 1979", "n = 12, 26", Price, Any, "close", 26, 26 + Exponential(26)),
        new("macd_signal", "MACD", "EMA over 9 of that", "Appel 1979", "n = 12, 26, 9", Price, Any, "close", 34, 34 + Exponential(26) + Exponential(9)),
        new("macd_histogram", "MACD", "MACD − signal", "Aspray 1986", "n = 12, 26, 9", Price, Any, "close", 34, 34 + Exponential(26) + Exponential(9)),
        new("ppo", "Percentage price oscillator", "100 MACD / EMA(26)", "Appel 1979", "n = 12, 26", Percent, Any, "close", 26, 26 + Exponential(26)),
        new("ppo_signal", "Percentage price oscillator", "EMA over 9 of that", "Appel 1979", "n = 12, 26, 9", Percent, Any, "close", 34, 34 + Exponential(26) + Exponential(9)),
        new("ppo_histogram", "Percentage price oscillator", "PPO − signal", "Appel 1979", "n = 12, 26, 9", Percent, Any, "close", 34, 34 + Exponential(26) + Exponential(9)),
        new("trix_15", "TRIX", "100 × relative change of EMA(EMA(EMA(close)))", "Hutson 1983", "n = 15", Percent, Any, "close", 44, 44 + (3 * Exponential(15))),
        new("trix_signal_15", "TRIX", "EMA over 9 of that", "Hutson 1983", "n = 15, 9", Percent, Any, "close", 52, 52 + (3 * Exponential(15)) + Exponential(9)),
        new("tsi", "True strength index", "100 EMA13(EMA25(change)) / EMA13(EMA25(|change|)); 0 without changes", "Blau 1991", "n = 25, 13", Percent, BothHundreds, "close", 38, TsiSettled),
        new("tsi_signal", "True strength index", "EMA over 7 of that", "Blau 1991", "n = 25, 13, 7", Percent, BothHundreds, "close", 44, TsiSettled + Exponential(7)),
        new("awesome_oscillator", "Awesome oscillator", "SMA(5) − SMA(34) of the median price", "Williams 1995", "n = 5, 34", Price, Any, "high, low", 34, 34),
        new("accelerator_oscillator", "Accelerator oscillator", "awesome oscillator − its SMA(5)", "Williams 1995", "n = 5, 34, 5", Price, Any, "high, low", 38, 38),
        new("dpo_20", "Detrended price oscillator", "close 11 bars ago − SMA(20)", "classical", "n = 20", Price, Any, "close", 20, 20),
        new("bull_power_13", "Elder ray", "high − EMA(13)", "Elder 1989", "n = 13", Price, Any, "high, close", 13, 13 + Exponential(13)),
        new("bear_power_13", "Elder ray", "low − EMA(13)", "Elder 1989", "n = 13", Price, Any, "low, close", 13, 13 + Exponential(13)),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        var close = bar.Close;
        var slow = _slow.Add(close);
        row[0] = _fast.Add(close) - slow;
        row[1] = _signal.Add(row[0]);
        row[2] = row[0] - row[1];
        row[3] = 100 * row[0] / slow;
        row[4] = _percentSignal.Add(row[3]);
        row[5] = row[3] - row[4];
        AddTrix(close, row);
        AddTsi(bar, row);
        row[10] = (_five.Add(bar.Median) / 5) - (_thirtyFour.Add(bar.Median) / 34);
        row[11] = row[10] - (_awesome.Add(row[10]) / 5);
        row[12] = _elevenAgo.Add(close) - (_twenty.Add(close) / 20);
        var elder = _elder.Add(close);
        row[13] = bar.High - elder;
        row[14] = bar.Low - elder;
    }

    public override void Transfer(StateTransfer state)
    {
        state.Window(_five);
        state.Window(_thirtyFour);
        state.Window(_awesome);
        state.Window(_twenty);
        _elevenAgo.Transfer(state);
        _fast.Transfer(state);
        _slow.Transfer(state);
        _signal.Transfer(state);
        _percentSignal.Transfer(state);
        _first.Transfer(state);
        _second.Transfer(state);
        _third.Transfer(state);
        _trixSignal.Transfer(state);
        _change.Transfer(state);
        _changeAgain.Transfer(state);
        _size.Transfer(state);
        _sizeAgain.Transfer(state);
        _tsiSignal.Transfer(state);
        _elder.Transfer(state);
        state.Value(ref _triple);
    }

    private void AddTrix(double close, Span<double> row)
    {
        var triple = _third.Add(_second.Add(_first.Add(close)));
        row[6] = 100 * ((triple / _triple) - 1);
        row[7] = _trixSignal.Add(row[6]);
        _triple = triple;
    }

    private void AddTsi(in IndicatorTerms bar, Span<double> row)
    {
        if (bar.Seen == 1)
        {
            return;
        }

        var change = _changeAgain.Add(_change.Add(bar.Change));
        var size = _sizeAgain.Add(_size.Add(Math.Abs(bar.Change)));
        row[8] = 100 * Quotient.Of(change, size, 0);
        row[9] = _tsiSignal.Add(row[8]);
    }
}
