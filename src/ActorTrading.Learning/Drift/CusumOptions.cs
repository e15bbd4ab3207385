namespace ActorTrading.Learning.Drift;

/// <summary>How <see cref="Cusum"/> decides. Slack and threshold are in standard deviations of a value.</summary>
public sealed record CusumOptions
{
    /// <summary>Mean of the stream as it should be, within ±1e100; null (default) learns it from the first values.</summary>
    public double? Mean { get; init; }

    /// <summary>Its standard deviation, over 0 to 1e100; null (default) learns it from the first values.</summary>
    public double? Deviation { get; init; }

    /// <summary>Values to learn from what is not given, 2 to 1,000,000. Default 200: fewer make false alarms frequent.</summary>
    public int WarmUp { get; init; } = 200;

    /// <summary>Half the shift to be found soonest, k, 0 to 100. Default 0.5, for a shift of one deviation.</summary>
    public double Slack { get; init; } = 0.5;

    /// <summary>
    /// Sum at which the alarm is raised, h, over 0 to 1e6. Default 8: of independent normal values about one in 10,000 gives a
    /// false alarm when mean and deviation are known. The textbook's 5 is for control charts: one in 465.
    /// </summary>
    public double Threshold { get; init; } = 8;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Mean ?? 0, -DriftValue.Limit, DriftValue.Limit, nameof(Mean));
        Check.Range(Deviation ?? 1, 1e-100, DriftValue.Limit, nameof(Deviation));
        Check.Range(WarmUp, 2, 1_000_000, nameof(WarmUp));
        Check.Range(Slack, 0, 100, nameof(Slack));
        Check.Range(Threshold, 1e-9, 1e6, nameof(Threshold));
    }
}
