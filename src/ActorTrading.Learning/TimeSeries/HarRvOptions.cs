namespace ActorTrading.Learning.TimeSeries;

/// <summary>The memory of <see cref="HarRv"/>.</summary>
public sealed record HarRvOptions
{
    /// <summary>Periods in the middle mean, 2 to 1,000. Default 5: a week of trading days (7 where every day is one).</summary>
    public int Weekly { get; init; } = 5;

    /// <summary>Periods in the long mean, over <see cref="Weekly"/> to 10,000. Default 22: a month of trading days (30 where every day is one).</summary>
    public int Monthly { get; init; } = 22;

    /// <summary>Periods ahead whose mean is forecast, 1 to 10,000. Default 1.</summary>
    public int Horizon { get; init; } = 1;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Weekly, 2, 1000, nameof(Weekly));
        Check.Range(Monthly, Weekly + 1, 10_000, nameof(Monthly));
        Check.Range(Horizon, 1, 10_000, nameof(Horizon));
    }
}
