namespace ActorTrading.Market.Indicators;

/// <summary>One column of the indicator row.</summary>
/// <param name="Name">Stable name, snake case.</param>
/// <param name="Indicator">What it is called; the lines of one indicator share it.</param>
/// <param name="Definition">The formula, in the terms of <see cref="IndicatorCatalog"/>.</param>
/// <param name="Source">Who published it, and when.</param>
/// <param name="Parameters">Numbers of bars and factors.</param>
/// <param name="Unit">Of the value: price is quote units per base unit, volume is base units.</param>
/// <param name="Range">Values it can take.</param>
/// <param name="Inputs">What it reads of the bars.</param>
/// <param name="WarmUpBars">The value is NaN before this many bars.</param>
/// <param name="ConvergenceBars">
/// After this many bars the value no longer depends on where the series began: exactly so if equal to <paramref name="WarmUpBars"/>, to about 1e-6 of its scale for recursive ones.
/// Null where there is no such number: totals from the first bar on, and stops that agree from their next reversal on.
/// </param>
public sealed record IndicatorDefinition(
    string Name,
    string Indicator,
    string Definition,
    string Source,
    string Parameters,
    string Unit,
    string Range,
    string Inputs,
    int WarmUpBars,
    int? ConvergenceBars);
