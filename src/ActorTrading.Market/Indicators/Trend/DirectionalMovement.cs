using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Trend;

/// <summary>Wilder's directional movement system and what resembles it.</summary>
internal sealed class DirectionalMovement : IndicatorGroup
{
    private const string Adx = "Average directional index";

    private readonly Delay _adxAgo = new(14);
    private readonly RollingSum _plusReach = new(14);
    private readonly RollingSum _minusReach = new(14);
    private readonly RollingSum _range = new(14);
    private readonly RollingPeak _high = new(26);
    private readonly RollingPeak _low = new(26);
    private readonly RollingRange _closes = new(28);
    private readonly RollingSum _path = new(28);
    private Smoothing _plus = Smoothing.Wilder(14);
    private Smoothing _minus = Smoothing.Wilder(14);
    private Smoothing _trueRange = Smoothing.Wilder(14);
    private Smoothing _index = Smoothing.Wilder(14);

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("plus_di_14", "Directional indicators", "100 × Wilder average of upward movement / of true range, from the second bar on; 0 without range", "Wilder 1978", "n = 14", Percent, Hundred, "high, low, close", 15, 15 + Wilder(14)),
        new("minus_di_14", "Directional indicators", "the same of downward movement", "Wilder 1978", "n = 14", Percent, Hundred, "high, low, close", 15, 15 + Wilder(14)),
        new("adx_14", Adx, "Wilder average of 100 |DI+ − DI−| / (DI+ + DI−), 0 without movement", "Wilder 1978", "n = 14", Percent, Hundred, "high, low, close", 28, 28 + (3 * Wilder(14))),
        new("adxr_14", "Average directional index rating", "mean of the ADX now and 14 bars ago", "Wilder 1978", "n = 14", Percent, Hundred, "high, low, close", 42, 42 + (3 * Wilder(14))),
        new("vortex_plus_14", "Vortex", "Σ |high − low before| / Σ true range over 14", "Botes and Siepman 2010", "n = 14", Ratio, NotNegative, "high, low, close", 15, 15),
        new("vortex_minus_14", "Vortex", "Σ |low − high before| / Σ true range over 14", "Botes and Siepman 2010", "n = 14", Ratio, NotNegative, "high, low, close", 15, 15),
        new("aroon_up_25", "Aroon", "100 (25 − bars since the highest high of 26, the latest of equals) / 25", "Chande 1995", "n = 25", Percent, Hundred, "high", 26, 26),
        new("aroon_down_25", "Aroon", "the same of the lowest low", "Chande 1995", "n = 25", Percent, Hundred, "low", 26, 26),
        new("aroon_oscillator_25", "Aroon", "up − down", "Chande 1995", "n = 25", Percent, BothHundreds, "high, low", 26, 26),
        new("vhf_28", "Vertical horizontal filter", "(highest − lowest close) / Σ |change| over 28", "White 1991", "n = 28", Ratio, One, "close", 29, 29),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        if (bar.Seen > 1)
        {
            AddIndicators(bar, row);
        }

        var range = _range.Add(bar.TrueRange);
        row[4] = Quotient.Of(_plusReach.Add(Math.Abs(bar.High - bar.PreviousLow)), range);
        row[5] = Quotient.Of(_minusReach.Add(Math.Abs(bar.Low - bar.PreviousHigh)), range);
        row[6] = 4 * (25 - _high.Add(bar.High));
        row[7] = 4 * (25 - _low.Add(-bar.Low));
        row[8] = row[6] - row[7];
        _closes.Add(bar.Close, bar.Close);
        row[9] = Math.Min(1, Quotient.Of(_closes.Width, _path.Add(Math.Abs(bar.Change))));
    }

    public override void Transfer(StateTransfer state)
    {
        _adxAgo.Transfer(state);
        state.Window(_plusReach);
        state.Window(_minusReach);
        state.Window(_range);
        _high.Transfer(state);
        _low.Transfer(state);
        _closes.Transfer(state);
        state.Window(_path);
        _plus.Transfer(state);
        _minus.Transfer(state);
        _trueRange.Transfer(state);
        _index.Transfer(state);
    }

    private void AddIndicators(in IndicatorTerms bar, Span<double> row)
    {
        var up = bar.High - bar.PreviousHigh;
        var down = bar.PreviousLow - bar.Low;
        var range = _trueRange.Add(bar.TrueRange);
        row[0] = 100 * Quotient.Of(_plus.Add(up > down && up > 0 ? up : 0), range, 0);
        row[1] = 100 * Quotient.Of(_minus.Add(down > up && down > 0 ? down : 0), range, 0);
        row[2] = _index.Add(100 * Quotient.Of(Math.Abs(row[0] - row[1]), row[0] + row[1], 0));
        row[3] = (row[2] + _adxAgo.Add(row[2])) / 2;
    }
}
