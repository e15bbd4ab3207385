using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Microstructure;

/// <summary>The bid-ask spread as the bars betray it.</summary>
internal sealed class Spreads : IndicatorGroup
{
    private static readonly double Scale = 3 - (2 * Math.Sqrt(2));

    private readonly RollingPair _serial = new(50);
    private readonly RollingSum _corwinSchultz = new(20);
    private readonly RollingSum _abdiRanaldo = new(20);
    private double _returnBefore;
    private double _rangeBefore;
    private double _distanceBefore;

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("roll_spread_50", "Roll spread", "2 √ max(0, −covariance of r and the r before) over 50", "Roll 1984", "n = 50", Ratio, NotNegative, "close", 52, 52),
        new("corwin_schultz_20", "Corwin-Schultz spread", "mean over 20 of max(0, 2 (eᵃ − 1) / (eᵃ + 1)), a = (√(2b) − √b) / k − √(g/k), k = 3 − 2√2, b = ln(h/l)² of two bars added, g = ln(h/l)² of both as one", "Corwin and Schultz 2012, without the overnight correction", "n = 20", Ratio, "0 to 2", "high, low", 21, 21),
        new("abdi_ranaldo_20", "Abdi-Ranaldo spread", "mean over 20 of √ max(0, 4 (c − m)(c − m after)), c the log close and m the log middle of a bar", "Abdi and Ranaldo 2017", "n = 20", Ratio, NotNegative, "high, low, close", 21, 21),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        _serial.Add(_returnBefore, bar.Return);
        row[0] = 2 * Math.Sqrt(Math.Max(0, -_serial.Covariance));
        row[1] = _corwinSchultz.Add(CorwinSchultz(bar)) / 20;
        var distance = bar.LogBody - bar.LogHigh + (bar.LogRange / 2);
        row[2] = _abdiRanaldo.Add(Math.Sqrt(Math.Max(0, 4 * _distanceBefore * (distance - bar.Return)))) / 20;
        _returnBefore = bar.Return;
        _rangeBefore = bar.LogRange;
        _distanceBefore = distance;
    }

    public override void Transfer(StateTransfer state)
    {
        _serial.Transfer(state);
        state.Window(_corwinSchultz);
        state.Window(_abdiRanaldo);
        state.Value(ref _returnBefore);
        state.Value(ref _rangeBefore);
        state.Value(ref _distanceBefore);
    }

    private double CorwinSchultz(in IndicatorTerms bar)
    {
        var single = (bar.LogRange * bar.LogRange) + (_rangeBefore * _rangeBefore);
        var both = Math.Log(Math.Max(bar.High, bar.PreviousHigh) / Math.Min(bar.Low, bar.PreviousLow));
        var alpha = ((Math.Sqrt(2 * single) - Math.Sqrt(single)) / Scale) - (both / Math.Sqrt(Scale));

        // 2 (eᵃ − 1) / (eᵃ + 1), which never overflows.
        return Math.Max(0, 2 * Math.Tanh(alpha / 2));
    }
}
