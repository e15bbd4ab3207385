using ActorTrading.Market;

namespace ActorTrading.Feeds.Simulated;

/// <summary>Where along the simulated path the true distribution is taken.</summary>
public sealed record OracleOptions
{
    /// <summary>Whole hours. Default 1 h. Costs some 15 µs per hour and path.</summary>
    public Horizon Horizon { get; init; } = Horizon.H1;

    /// <summary>Return (0.01 is 1 %) that parts up and down from flat. Default 0.01; above 0, below 1.</summary>
    public double Threshold { get; init; } = 0.01;

    /// <summary>Default 500; at least 1.</summary>
    public int Decisions { get; init; } = 500;

    /// <summary>Hours between decisions. Default 7, so that they wander through day and week; at least 1.</summary>
    public int StrideHours { get; init; } = 7;

    /// <summary>Hours from the start of the market to the first decision. Default 240; at least 24, which the signal needs.</summary>
    public int WarmUpHours { get; init; } = 240;

    /// <summary>Futures drawn per decision. Default 64; at least 2.</summary>
    public int Paths { get; init; } = 64;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public void Validate()
    {
        if (Horizon.Minutes < 60 || Horizon.Minutes % 60 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(Horizon), Horizon, "Horizon must be whole hours.");
        }

        if (!(Threshold is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Threshold), Threshold, "Threshold must be above 0 and below 1 (0.01 is 1 %).");
        }

        AtLeast(nameof(Decisions), Decisions, 1);
        AtLeast(nameof(StrideHours), StrideHours, 1);
        AtLeast(nameof(WarmUpHours), WarmUpHours, PlantedSignal.Closes - 1);
        AtLeast(nameof(Paths), Paths, 2);
    }

    private static void AtLeast(string name, int value, int least)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}.");
        }
    }
}
