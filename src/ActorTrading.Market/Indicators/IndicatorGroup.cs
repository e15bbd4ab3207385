using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Indicators;

/// <summary>Some indicators that share state: one call a bar for all of them.</summary>
internal abstract class IndicatorGroup
{
    protected const string Price = "price";
    protected const string Percent = "%";
    protected const string Ratio = "ratio";
    protected const string PerBar = "log return per bar";
    protected const string Volumes = "volume";
    protected const string Any = "any";
    protected const string Positive = "above 0";
    protected const string NotNegative = "0 and above";
    protected const string Hundred = "0 to 100";
    protected const string BothHundreds = "-100 to 100";
    protected const string One = "0 to 1";
    protected const string BothOnes = "-1 to 1";

    /// <summary>The columns, in the order of the row.</summary>
    public abstract IReadOnlyList<IndicatorDefinition> Definitions { get; }

    /// <summary>Takes the next bar in and writes its values; before an indicator's warm-up any number but no infinity.</summary>
    public abstract void Add(in IndicatorTerms bar, Span<double> row);

    public abstract void Transfer(StateTransfer state);

    /// <summary>Bars until the beginning's share of an exponential average of n bars is below 1e-6.</summary>
    protected static int Exponential(int bars) => 7 * (bars + 1);

    /// <inheritdoc cref="Exponential"/>
    protected static int Wilder(int bars) => 14 * bars;
}
