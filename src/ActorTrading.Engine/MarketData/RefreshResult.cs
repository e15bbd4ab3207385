namespace ActorTrading.Engine.MarketData;

/// <summary>What was brought up to date with the candles; all 0 where everything agreed.</summary>
/// <param name="Indicators">Rows of indicators computed.</param>
/// <param name="TrainingRows">Training rows computed.</param>
/// <param name="Labels">Labels of training rows filled in or changed.</param>
/// <param name="Outcomes">Outcomes of signals filled in or changed.</param>
public readonly record struct RefreshResult(long Indicators, long TrainingRows, long Labels, long Outcomes)
{
    public static RefreshResult operator +(RefreshResult left, RefreshResult right) => new(
        left.Indicators + right.Indicators, left.TrainingRows + right.TrainingRows, left.Labels + right.Labels, left.Outcomes + right.Outcomes);
}
