using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Synchronisation;

/// <summary>What is kept complete, and how.</summary>
public sealed record SynchronizerOptions
{
    /// <summary>Each named once, at least one.</summary>
    public required IReadOnlyList<SeriesId> Series { get; init; }

    /// <summary>How far back gaps are looked for. Default 2 d; from 1 min to 3,650 d.</summary>
    public TimeSpan History { get; init; } = TimeSpan.FromDays(2);

    /// <summary>Time between two looks for what is missing. Default 60 s; from 1 s to 1 d.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A bar counts as missing when it has been closed for so long: live data may still bring it before. Default 5 s; up to 1 h.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A hole for which the exchange twice had nothing is not asked for again before. Default 1 h; from 1 s to 30 d.</summary>
    public TimeSpan ConfirmAgainAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Live candles taken into one transaction at most. Default 1,000; from 1 to 1,000,000.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>Live candles held while the store is slow; beyond, the exchange's connection waits. Default 10,000; from 1 to 10,000,000.</summary>
    public int Buffer { get; init; } = 10_000;

    /// <summary>Series looked at together. Default 3; from 1 to 64.</summary>
    public int Parallelism { get; init; } = 3;

    /// <summary>Whether what is missing is fetched. Default true.</summary>
    public bool Backfill { get; init; } = true;

    /// <summary>Whether candles whose values cannot be are refused and fetched again. Default true.</summary>
    public bool Validate { get; init; } = true;

    /// <summary>Whether each series is checked as a whole as it grows. Default true.</summary>
    public bool CheckConsistency { get; init; } = true;

    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public SynchronizerOptions Check()
    {
        if (Series.Count == 0 || Series.Distinct().Count() != Series.Count)
        {
            throw new ArgumentException($"Series must be named, each once, not '{string.Join(", ", Series)}'.", nameof(Series));
        }

        Within(History, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3650), nameof(History));
        Within(Interval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(Interval));
        Within(Settling, TimeSpan.Zero, TimeSpan.FromHours(1), nameof(Settling));
        Within(ConfirmAgainAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30), nameof(ConfirmAgainAfter));
        Within(BatchSize, 1, 1_000_000, nameof(BatchSize));
        Within(Buffer, 1, 10_000_000, nameof(Buffer));
        Within(Parallelism, 1, 64, nameof(Parallelism));
        return this;
    }

    private static void Within<T>(T value, T least, T most, string name)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {least} to {most}.");
        }
    }
}
