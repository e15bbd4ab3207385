namespace ActorTrading.Actors.Streams;

/// <summary>When a source that ended is started again: after min·2ⁿ, at most max, plus a random share.</summary>
public sealed record RestartSettings
{
    /// <summary>The first delay. Default 1 s; above 0.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest delay before the random share. Default 1 min; at least <see cref="MinBackoff"/>.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Up to this share is added to each delay at random. Default 0.2; from 0 to 1.</summary>
    public double RandomFactor { get; init; } = 0.2;

    /// <summary>Restarts allowed within <see cref="MaxRestartsWithin"/>. Default <see cref="int.MaxValue"/>; 0 for none, negative for no limit.</summary>
    public int MaxRestarts { get; init; } = int.MaxValue;

    /// <summary>A source that ran for this long starts the count of restarts, and with it the delays, anew. Default: <see cref="MinBackoff"/>.</summary>
    public TimeSpan? MaxRestartsWithin { get; init; }

    /// <summary>Decides on the random share: the same seed gives the same delays. Default 0.</summary>
    public int Seed { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static RestartSettings Create(TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        var settings = new RestartSettings { MinBackoff = minBackoff, MaxBackoff = maxBackoff, RandomFactor = randomFactor };
        settings.Validate();
        return settings;
    }

    /// <summary>A copy with that first delay; <see cref="Validate"/> checks it.</summary>
    public RestartSettings WithMinBackoff(TimeSpan value) => this with { MinBackoff = value };

    /// <summary>A copy with that longest delay; <see cref="Validate"/> checks it.</summary>
    public RestartSettings WithMaxBackoff(TimeSpan value) => this with { MaxBackoff = value };

    /// <summary>A copy with that random share; <see cref="Validate"/> checks it.</summary>
    public RestartSettings WithRandomFactor(double value) => this with { RandomFactor = value };

    /// <summary>
    /// A copy that allows that many restarts until a run has lasted for <paramref name="within"/>; <see cref="Validate"/> checks it.
    /// </summary>
    public RestartSettings WithMaxRestarts(int count, TimeSpan within) => this with { MaxRestarts = count, MaxRestartsWithin = within };

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MinBackoff, TimeSpan.Zero, nameof(MinBackoff));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBackoff, MinBackoff, nameof(MaxBackoff));
        if (!(RandomFactor is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(RandomFactor), RandomFactor, "The random factor must be from 0 to 1.");
        }

        if (MaxRestartsWithin is { } within)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(within, TimeSpan.Zero, nameof(MaxRestartsWithin));
        }
    }

    internal TimeSpan Delay(int restarts, Random random)
    {
        var doubled = restarts >= 30 ? double.MaxValue : MinBackoff.TotalMilliseconds * (1L << restarts);
        var factor = 1.0 + (random.NextDouble() * RandomFactor);
        return TimeSpan.FromMilliseconds(Math.Min(MaxBackoff.TotalMilliseconds, doubled) * factor);
    }
}
