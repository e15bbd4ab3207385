namespace ActorTrading.Feeds.Recorded;

/// <summary>How recorded files are cut into batches and ordered.</summary>
public sealed record RecordedFeedOptions
{
    /// <summary>The fewest, largest batches, for throughput where neither pacing nor the order between symbols matters.</summary>
    public static RecordedFeedOptions Bulk { get; } = new() { MaxBatchSpan = Timeout.InfiniteTimeSpan };

    /// <summary>Most rows in a batch. Default 1024; from 1 to 65,536. Also bounds what is read ahead, per symbol.</summary>
    public int BatchSize { get; init; } = 1024;

    /// <summary>
    /// Most event time between the first and any other row of a batch; also how far symbols may run ahead of each other.
    /// Default 1 min, so that a paced feed is late by no more; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.
    /// </summary>
    public TimeSpan MaxBatchSpan { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Loads each symbol's files whole, sorts the rows by (time, trade id) and drops repeated trade ids (of candles: repeated open
    /// times), keeping the first. Default false: rows come as they stand. Costs 40 bytes of memory a trade, 80 a candle.
    /// </summary>
    public bool Sort { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public void Validate()
    {
        if (BatchSize is < 1 or > 65_536)
        {
            throw new ArgumentOutOfRangeException(nameof(BatchSize), BatchSize, "BatchSize must be from 1 to 65,536 rows.");
        }

        if (MaxBatchSpan <= TimeSpan.Zero && MaxBatchSpan != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                nameof(MaxBatchSpan), MaxBatchSpan, "MaxBatchSpan must be above zero, or Timeout.InfiniteTimeSpan for no limit.");
        }
    }
}
