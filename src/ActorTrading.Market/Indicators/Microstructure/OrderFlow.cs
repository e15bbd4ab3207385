using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Microstructure;

/// <summary>Who trades, and what it moves.</summary>
internal sealed class OrderFlow : IndicatorGroup
{
    private const string Impact = "Price impact";
    private const string Flow = "close, volume, buy volume";

    private readonly RollingSum _signed = new(20);
    private readonly RollingSum _volume = new(20);
    private readonly RollingSum _buys = new(20);
    private readonly RollingSum _signs = new(20);
    private readonly RollingSum _trades = new(20);
    private readonly RollingSum _minutes = new(20);
    private readonly RollingSum _toxic = new(50);
    private readonly RollingSum _bulk = new(50);
    private readonly RollingSum _longVolume = new(50);
    private readonly RollingSum _longBuys = new(50);
    private readonly RollingLine _changes = new(50);
    private readonly RollingPair _kyle = new(50);
    private readonly RollingPair _hasbrouck = new(50);
    private readonly RollingPair _reversal = new(50);
    private readonly RollingPair _persistence = new(50);
    private readonly RollingSum _illiquidity = new(20);
    private readonly RollingSum _traded = new(20);
    private double _signedBefore;
    private double _valueBefore;

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("order_flow_imbalance_20", "Order-flow imbalance", "Σ signed volume / Σ volume over 20", "Chordia, Roll and Subrahmanyam 2002", "n = 20", Ratio, BothOnes, Flow, 20, 21),
        new("signed_volume_20", "Cumulative volume delta", "Σ signed volume over 20", "classical", "n = 20", Volumes, Any, Flow, 20, 21),
        new("buy_share_20", "Buy share", "Σ buy volume / Σ volume over 20; NaN where the source does not tell", "Lee and Ready 1991", "n = 20", Ratio, One, "volume, buy volume", 20, 20),
        new("tick_imbalance_20", "Tick imbalance", "mean sign of the close's change over 20", "López de Prado 2018", "n = 20", Ratio, BothOnes, "close", 21, 21),
        new("trade_intensity_20", "Trade intensity", "trades per minute over 20 bars, gaps included; NaN where the source does not tell", "Engle and Russell 1998", "n = 20", "trades per minute", Positive, "trades, open time", 20, 21),
        new("trade_size_20", "Average trade size", "Σ volume / Σ trades over 20; NaN where the source does not tell", "classical", "n = 20", Volumes, NotNegative, "volume, trades", 20, 20),
        new("kyle_lambda_50", Impact, "slope of the close's change on signed volume over 50", "Kyle 1985", "n = 50", "price per volume", Any, Flow, 51, 51),
        new("hasbrouck_lambda_50", Impact, "slope of r on the signed root of traded value over 50, value = close · |signed volume|", "Hasbrouck 2009", "n = 50", "log return per √value", Any, Flow, 51, 51),
        new("pastor_stambaugh_50", "Return reversal", "slope of r on the traded value of the bar before with the sign of its r over 50", "Pástor and Stambaugh 2003, without the market's return", "n = 50", "log return per value", Any, "close, volume", 52, 52),
        new("flow_autocorrelation_50", "Order-flow persistence", "correlation of signed volume with that of the bar before over 50", "Hasbrouck and Ho 1987", "n = 50", Ratio, BothOnes, Flow, 52, 52),
        new("amihud_20", "Amihud illiquidity", "mean over 20 of |r| / (close · volume), bars without volume left out", "Amihud 2002", "n = 20", "log return per value", NotNegative, "close, volume", 21, 21),
        new("vpin_50", "VPIN", "Σ |2 buy volume − volume| / Σ volume over 50 bars; NaN where the source does not tell", "Easley, López de Prado and O'Hara 2012, on bars of time", "n = 50", Ratio, One, "volume, buy volume", 50, 50),
        new("vpin_bulk_50", "VPIN", "Σ volume |2 P − 1| / Σ volume over 50, P = 1 / (1 + exp(−π z / √3)), z the close's change / deviation of 50 changes", "Easley, López de Prado and O'Hara 2012, logistic bulk classification", "n = 50", Ratio, One, "close, volume", 100, 100),
        new("close_location", "Close location", "((close − low) − (high − close)) / (high − low), 0 without range", "Chaikin", "", Ratio, BothOnes, "high, low, close", 1, 1),
        new("vwap_gap", "Gap to the bar's average price", "ln(close · volume / quote volume); NaN where the source does not tell", "Berkowitz, Logue and Noser 1988", "", "log return", Any, "close, volume, quote volume", 1, 1),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        var signed = bar.SignedVolume;
        var volume = _volume.Add(bar.Volume);
        var trades = _trades.Add(bar.Trades);
        var minutes = _minutes.Add(bar.Minutes);
        var buys = _buys.Add(bar.BuyVolume);
        row[1] = _signed.Add(signed);
        row[0] = Quotient.Of(row[1], volume);
        row[2] = buys > 0 ? Math.Min(1, buys / volume) : double.NaN;
        row[3] = _signs.Add(Math.Sign(bar.Change)) / 20;
        row[4] = trades > 0 ? trades / minutes : double.NaN;
        row[5] = trades > 0 ? volume / trades : double.NaN;
        AddImpact(bar, signed, row);
        AddToxicity(bar, row);
        row[13] = bar.CloseLocation;
        row[14] = bar.QuoteVolume > 0 && bar.Volume > 0 ? Math.Log(bar.Close * bar.Volume / bar.QuoteVolume) : double.NaN;
    }

    public override void Transfer(StateTransfer state)
    {
        foreach (var sum in new[] { _signed, _volume, _buys, _signs, _trades, _minutes, _toxic, _bulk, _longVolume, _longBuys, _illiquidity, _traded })
        {
            state.Window(sum);
        }

        _changes.Transfer(state);
        _kyle.Transfer(state);
        _hasbrouck.Transfer(state);
        _reversal.Transfer(state);
        _persistence.Transfer(state);
        state.Value(ref _signedBefore);
        state.Value(ref _valueBefore);
    }

    private void AddImpact(in IndicatorTerms bar, double signed, Span<double> row)
    {
        var value = bar.Close * bar.Volume;
        _kyle.Add(signed, bar.Change);
        _hasbrouck.Add(Math.Sign(signed) * Math.Sqrt(bar.Close * Math.Abs(signed)), bar.Return);
        _reversal.Add(_valueBefore, bar.Return);
        _persistence.Add(_signedBefore, signed);
        row[6] = _kyle.Slope;
        row[7] = _hasbrouck.Slope;
        row[8] = _reversal.Slope;
        row[9] = _persistence.Correlation;
        row[10] = Quotient.Of(_illiquidity.Add(Quotient.Of(Math.Abs(bar.Return), value, 0)), _traded.Add(value > 0 ? 1 : 0));
        _valueBefore = Math.Sign(bar.Return) * value;
        _signedBefore = signed;
    }

    private void AddToxicity(in IndicatorTerms bar, Span<double> row)
    {
        var volume = _longVolume.Add(bar.Volume);
        var buys = _longBuys.Add(bar.BuyVolume);
        row[11] = Quotient.Of(_toxic.Add(Math.Abs((2 * bar.BuyVolume) - bar.Volume)), buys > 0 ? volume : 0);
        _changes.Add(bar.Change);
        var score = Quotient.Of(bar.Change, _changes.Deviation, 0);
        row[12] = Quotient.Of(_bulk.Add(bar.Volume * Math.Abs((2 / (1 + Math.Exp(-Math.PI / Math.Sqrt(3) * score))) - 1)), volume);
    }
}
