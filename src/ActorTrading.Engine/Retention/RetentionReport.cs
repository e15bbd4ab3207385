namespace ActorTrading.Engine.Retention;

/// <summary>Rows that were removed.</summary>
public sealed record RetentionReport(long Candles, long Indicators, long TrainingRows, long Analyses, long Signals)
{
    public long Total => Candles + Indicators + TrainingRows + Analyses + Signals;
}
