namespace ActorTrading.Feeds.Pacing;

/// <summary>How fast recorded or simulated time passes.</summary>
public sealed record PacedFeedOptions
{
    /// <summary>Seconds of event time per second of the clock. Default 1; above 0; infinity delivers as fast as it is pulled.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>
    /// Silence of the whole feed that is longer is shortened to this much event time. Default: never; above zero.
    /// </summary>
    public TimeSpan LongestSilence { get; init; } = Timeout.InfiniteTimeSpan;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public void Validate()
    {
        if (!(Speed > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(Speed), Speed, "Speed must be above 0: 1 is real time, infinity is full speed.");
        }

        if (LongestSilence <= TimeSpan.Zero && LongestSilence != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                nameof(LongestSilence), LongestSilence, "LongestSilence must be above zero, or Timeout.InfiniteTimeSpan to keep every silence.");
        }
    }
}
