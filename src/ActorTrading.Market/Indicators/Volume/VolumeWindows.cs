using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Volume;

/// <summary>Volume of the last bars.</summary>
internal sealed class VolumeWindows : IndicatorGroup
{
    private const string Pvo = "Percentage volume oscillator";

    private readonly RollingSum _value = new(20);
    private readonly RollingLine _volume = new(20);
    private readonly RollingSum _sum = new(20);
    private readonly RollingSum _located = new(20);
    private readonly RollingSum _inflow = new(14);
    private readonly RollingSum _outflow = new(14);
    private readonly RollingSum _ease = new(14);
    private Smoothing _force = Smoothing.Exponential(13);
    private Smoothing _zone = Smoothing.Exponential(14);
    private Smoothing _zoneVolume = Smoothing.Exponential(14);
    private Smoothing _twiggs = Smoothing.Wilder(21);
    private Smoothing _twiggsVolume = Smoothing.Wilder(21);
    private Smoothing _fast = Smoothing.Exponential(12);
    private Smoothing _slow = Smoothing.Exponential(26);
    private Smoothing _signal = Smoothing.Exponential(9);
    private double _typicalBefore;
    private double _medianBefore;

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("vwap_20", "Volume-weighted average price", "Σ typical price · volume / Σ volume over 20", "Berkowitz, Logue and Noser 1988", "n = 20", Price, Positive, "high, low, close, volume", 20, 20),
        new("volume_sma_20", "Average volume", "SMA(20) of the volume", "classical", "n = 20", Volumes, NotNegative, "volume", 20, 20),
        new("volume_ratio_20", "Volume ratio", "volume / SMA(20) of the volume", "classical", "n = 20", Ratio, "0 to 20", "volume", 20, 20),
        new("volume_z_score_20", "Volume z-score", "(volume − mean) / population deviation over 20; 0 for equal volumes", "classical", "n = 20", Ratio, "-4.36 to 4.36", "volume", 20, 20),
        new("mfi_14", "Money flow index", "100 U / (U + D), U and D sums over 14 of typical price · volume where the typical price rose and fell; 50 without either", "Quong and Soudack 1989", "n = 14", Percent, Hundred, "high, low, close, volume", 15, 15),
        new("cmf_20", "Chaikin money flow", "Σ L · volume / Σ volume over 20, L the close's location", "Chaikin 1994", "n = 20", Ratio, BothOnes, "high, low, close, volume", 20, 20),
        new("eom_14", "Ease of movement", "SMA over 14 of change of the median price · (high − low) / volume, 0 without volume", "Arms 1971", "n = 14", "price² per volume", Any, "high, low, volume", 15, 15),
        new("force_13", "Force index", "EMA over 13 of volume · change of the close, from the second bar on", "Elder 1993", "n = 13", "price · volume", Any, "close, volume", 14, 14 + Exponential(13)),
        new("vzo_14", "Volume zone oscillator", "100 EMA(14) of the volume with the sign of the close's change / EMA(14) of the volume, from the second bar on; 0 without volume", "Khalil and Steckler 2009", "n = 14", Percent, BothHundreds, "close, volume", 15, 15 + Exponential(14)),
        new("twiggs_21", "Twiggs money flow", "Wilder average of L · volume / of volume, L the close's location in the true range, from the second bar on; 0 without volume", "Twiggs 2002", "n = 21", Ratio, BothOnes, "high, low, close, volume", 22, 22 + Wilder(21)),
        new("pvo", Pvo, "100 (EMA(12) / EMA(26) − 1) of the volume; 0 without volume", "Appel 1979, on volume", "n = 12, 26", Percent, "-100 and above", "volume", 26, 26 + Exponential(26)),
        new("pvo_signal", Pvo, "EMA over 9 of that", "Appel 1979, on volume", "n = 12, 26, 9", Percent, "-100 and above", "volume", 34, 34 + Exponential(26) + Exponential(9)),
        new("pvo_histogram", Pvo, "PVO − signal", "Appel 1979, on volume", "n = 12, 26, 9", Percent, Any, "volume", 34, 34 + Exponential(26) + Exponential(9)),
        new("market_facilitation", "Market facilitation index", "(high − low) / volume", "Williams 1995", "", "price per volume", NotNegative, "high, low, volume", 1, 1),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        var volume = bar.Volume;
        var flow = bar.Typical * volume;
        var sum = _sum.Add(volume);
        _volume.Add(volume);
        row[0] = Quotient.Of(_value.Add(flow), sum);
        row[1] = sum / 20;
        row[2] = Quotient.Of(volume, row[1]);
        row[3] = Quotient.Of(volume - _volume.Mean, _volume.Deviation, 0);
        var rose = bar.Seen > 1 && bar.Typical > _typicalBefore;
        var fell = bar.Seen > 1 && bar.Typical < _typicalBefore;
        var inflow = _inflow.Add(rose ? flow : 0);
        row[4] = 100 * Quotient.Of(inflow, inflow + _outflow.Add(fell ? flow : 0), 0.5);
        row[5] = Quotient.Of(_located.Add(bar.CloseLocation * volume), sum);
        row[6] = _ease.Add(bar.Seen > 1 ? Quotient.Of((bar.Median - _medianBefore) * bar.Range, volume, 0) : 0) / 14;
        if (bar.Seen > 1)
        {
            AddSmoothed(bar, row);
        }

        var slow = _slow.Add(volume);
        row[10] = 100 * (Quotient.Of(_fast.Add(volume), slow, 1) - 1);
        row[11] = _signal.Add(row[10]);
        row[12] = row[10] - row[11];
        row[13] = Quotient.Of(bar.Range, volume);
        (_typicalBefore, _medianBefore) = (bar.Typical, bar.Median);
    }

    public override void Transfer(StateTransfer state)
    {
        foreach (var sum in new[] { _value, _sum, _located, _inflow, _outflow, _ease })
        {
            state.Window(sum);
        }

        _volume.Transfer(state);
        _force.Transfer(state);
        _zone.Transfer(state);
        _zoneVolume.Transfer(state);
        _twiggs.Transfer(state);
        _twiggsVolume.Transfer(state);
        _fast.Transfer(state);
        _slow.Transfer(state);
        _signal.Transfer(state);
        state.Value(ref _typicalBefore);
        state.Value(ref _medianBefore);
    }

    private void AddSmoothed(in IndicatorTerms bar, Span<double> row)
    {
        var volume = bar.Volume;
        row[7] = _force.Add(volume * bar.Change);
        row[8] = 100 * Quotient.Of(_zone.Add(Math.Sign(bar.Change) * volume), _zoneVolume.Add(volume), 0);
        var high = Math.Max(bar.High, bar.PreviousClose);
        var low = Math.Min(bar.Low, bar.PreviousClose);
        var location = Quotient.Of(bar.Close - low - (high - bar.Close), high - low, 0);
        row[9] = Quotient.Of(_twiggs.Add(location * volume), _twiggsVolume.Add(volume), 0);
    }
}
