using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Averages;

/// <summary>Recursive averages of the close whose weight follows the market.</summary>
internal sealed class AdaptiveAverages : IndicatorGroup
{
    private const double Fast = 2.0 / 3;
    private const double Slow = 2.0 / 31;
    private const int Half = 8;

    private readonly Delay _tenAgo = new(10);
    private readonly RollingSum _path = new(10);
    private readonly RollingSum _rises = new(9);
    private readonly RollingSum _falls = new(9);
    private readonly RollingRange _newHalf = new(Half);
    private readonly Delay _oldHigh = new(Half);
    private readonly Delay _oldLow = new(Half);
    private double _kama;
    private double _vidya;
    private double _ginley;
    private double _frama;

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("kama_10", "Kaufman's adaptive moving average", "weight (E (2/3 − 2/31) + 2/31)², E the efficiency ratio; begun with the tenth close", "Kaufman 1995", "n = 10, fast 2, slow 30", Price, Positive, "close", 11, 3600),
        new("efficiency_ratio_10", "Efficiency ratio", "|close − close 10 bars ago| / Σ |change| over 10; 0 without changes", "Kaufman 1995", "n = 10", Ratio, One, "close", 11, 11),
        new("vidya_14", "Variable index dynamic average", "weight (2/15) |CMO(9)| / 100; begun with the ninth close", "Chande 1992", "n = 14, CMO over 9", Price, Positive, "close", 10, null),
        new("mcginley_14", "McGinley dynamic", "m + (close − m) min(1, 1 / (14 (close/m)⁴)); begun with the first close", "McGinley 1990; the bound is ours", "n = 14", Price, Positive, "close", 14, 600),
        new("frama_16", "Fractal adaptive moving average", "weight exp(−4.6 (D − 1)) within 0.01 to 1, D the fractal dimension; begun with the sixteenth close", "Ehlers 2005", "n = 16", Price, Positive, "high, low, close", 16, 1600),
        new("fractal_dimension_16", "Fractal dimension", "(ln(N1 + N2) − ln N3) / ln 2, N range over length of the older 8, the newer 8 and all 16 bars; 1 without range, below 0 if the halves lie far apart", "Ehlers 2005", "n = 16", Ratio, "at most 2", "high, low", 16, 16),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        var close = bar.Close;
        var efficiency = Math.Min(1, Quotient.Of(Math.Abs(close - _tenAgo.Add(close)), _path.Add(Math.Abs(bar.Change)), 0));
        var rises = _rises.Add(bar.Rise);
        var falls = _falls.Add(bar.Fall);
        var strength = Math.Abs(Quotient.Of(rises - falls, rises + falls, 0));
        var dimension = AddDimension(bar);
        var weight = (efficiency * (Fast - Slow)) + Slow;
        Step(ref _kama, close, bar.Seen <= 10 ? 1 : weight * weight);
        Step(ref _vidya, close, bar.Seen <= 9 ? 1 : 2.0 / 15 * strength);
        Step(ref _frama, close, bar.Seen <= 2 * Half ? 1 : Math.Clamp(Math.Exp(-4.6 * (dimension - 1)), 0.01, 1));
        var above = close / _ginley;
        var steep = above * above;
        Step(ref _ginley, close, bar.Seen == 1 ? 1 : Math.Min(1, 1 / (14 * steep * steep)));
        row[0] = _kama;
        row[1] = efficiency;
        row[2] = _vidya;
        row[3] = _ginley;
        row[4] = _frama;
        row[5] = dimension;
    }

    public override void Transfer(StateTransfer state)
    {
        _tenAgo.Transfer(state);
        state.Window(_path);
        state.Window(_rises);
        state.Window(_falls);
        _newHalf.Transfer(state);
        _oldHigh.Transfer(state);
        _oldLow.Transfer(state);
        state.Value(ref _kama);
        state.Value(ref _vidya);
        state.Value(ref _ginley);
        state.Value(ref _frama);
    }

    // A weight of 1 is the close itself, to the bit.
    private static void Step(ref double average, double close, double weight) => average = weight >= 1 ? close : average + (weight * (close - average));

    private double AddDimension(in IndicatorTerms bar)
    {
        _newHalf.Add(bar.High, bar.Low);
        var oldHigh = _oldHigh.Add(_newHalf.Highest);
        var oldLow = _oldLow.Add(_newHalf.Lowest);
        var halves = (oldHigh - oldLow + _newHalf.Width) / Half;
        var whole = (Math.Max(oldHigh, _newHalf.Highest) - Math.Min(oldLow, _newHalf.Lowest)) / (2 * Half);
        return halves > 0 && whole > 0 ? Math.Log2(halves / whole) : 1;
    }
}
