namespace ActorTrading.Engine.Retention;

/// <summary>How long rows are kept; null keeps them for ever. Immutable, derived by <c>with</c>.</summary>
public sealed record RetentionOptions
{
    private static readonly TimeSpan TwoYears = TimeSpan.FromDays(730);

    public TimeSpan? Candles { get; init; } = TwoYears;

    public TimeSpan? Indicators { get; init; } = TwoYears;

    public TimeSpan? TrainingRows { get; init; } = TwoYears;

    public TimeSpan? Analyses { get; init; } = TwoYears;

    public TimeSpan? Signals { get; init; } = TwoYears;

    /// <summary>Rows removed in one transaction, between which others write. Default 1000; from 1.</summary>
    public int BatchRows { get; init; } = 1000;

    /// <summary>The same for every table.</summary>
    /// <param name="time">Null keeps everything.</param>
    public static RetentionOptions Of(TimeSpan? time) => new() { Candles = time, Indicators = time, TrainingRows = time, Analyses = time, Signals = time };

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public RetentionOptions Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchRows, 1);
        foreach (var time in (TimeSpan?[])[Candles, Indicators, TrainingRows, Analyses, Signals])
        {
            if (time <= TimeSpan.Zero)
            {
                throw new ArgumentOutOfRangeException(nameof(Candles), time, "Rows are kept for a time above 0, or null for ever.");
            }
        }

        return this;
    }
}
