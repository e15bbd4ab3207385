using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators.Momentum;

/// <summary>Sums of rates of change: KST and Coppock, both on closes.</summary>
internal sealed class RateOscillators : IndicatorGroup
{
    private const string KnowSureThing = "Know sure thing";

    private readonly Delay[] _ago = [new(10), new(11), new(14), new(15), new(20), new(30)];
    private readonly RollingSum[] _means = [new(10), new(10), new(10), new(15)];
    private readonly RollingSum _signal = new(9);
    private readonly RollingLine _coppock = new(10);

    public static IReadOnlyList<IndicatorDefinition> All { get; } =
    [
        new("kst", KnowSureThing, "R1 + 2 R2 + 3 R3 + 4 R4, R the SMAs over 10, 10, 10, 15 of the rates of change over 10, 15, 20, 30 bars in %", "Pring 1992", "10, 15, 20, 30; 10, 10, 10, 15", Percent, Any, "close", 45, 45),
        new("kst_signal", KnowSureThing, "SMA over 9 of that", "Pring 1992", "9", Percent, Any, "close", 53, 53),
        new("coppock", "Coppock curve", "WMA over 10 of the rates of change over 14 and 11 bars in %, added", "Coppock 1962", "n = 14, 11, 10", Percent, Any, "close", 24, 24),
    ];

    public override IReadOnlyList<IndicatorDefinition> Definitions => All;

    public override void Add(in IndicatorTerms bar, Span<double> row)
    {
        Span<double> rates = stackalloc double[6];
        for (var i = 0; i < rates.Length; i++)
        {
            rates[i] = 100 * ((bar.Close / _ago[i].Add(bar.Close)) - 1);
        }

        row[0] = (_means[0].Add(rates[0]) / 10) + (2 * _means[1].Add(rates[3]) / 10) + (3 * _means[2].Add(rates[4]) / 10) + (4 * _means[3].Add(rates[5]) / 15);
        row[1] = _signal.Add(row[0]) / 9;
        _coppock.Add(rates[1] + rates[2]);
        row[2] = _coppock.WeightedMean;
    }

    public override void Transfer(StateTransfer state)
    {
        foreach (var delay in _ago)
        {
            delay.Transfer(state);
        }

        foreach (var mean in _means)
        {
            state.Window(mean);
        }

        state.Window(_signal);
        _coppock.Transfer(state);
    }
}
