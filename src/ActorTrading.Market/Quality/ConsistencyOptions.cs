namespace ActorTrading.Market.Quality;

/// <summary>What a series is held to beyond order and grid.</summary>
public sealed record ConsistencyOptions
{
    /// <summary>Rows whose returns and volumes say what is usual. Default 512; from 32 to 65,536.</summary>
    public int Window { get; init; } = 512;

    /// <summary>Robust z-score from which a change of the close is extreme. Default 50; from 3 to 10,000.</summary>
    public double MaxMove { get; init; } = 50;

    /// <summary>Robust z-score from which a wick that the neighbours do not confirm is extreme. Default 60; from 3 to 10,000.</summary>
    public double MaxWick { get; init; } = 60;

    /// <summary>Robust z-score of the logarithm of the volume from which it is extreme. Default 10; from 3 to 10,000.</summary>
    public double MaxVolume { get; init; } = 10;

    /// <summary>Findings kept of each rule; all are counted. Default 10,000; from 0 to 10,000,000.</summary>
    public int MaxFindings { get; init; } = 10_000;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the message names it.</exception>
    public ConsistencyOptions Validate()
    {
        GateRange.Require(Window, 32, 65_536, nameof(Window));
        GateRange.Require(MaxFindings, 0, 10_000_000, nameof(MaxFindings));
        RequireScore(MaxMove, nameof(MaxMove));
        RequireScore(MaxWick, nameof(MaxWick));
        RequireScore(MaxVolume, nameof(MaxVolume));
        return this;
    }

    private static void RequireScore(double value, string name)
    {
        if (!(value >= 3 && value <= 10_000))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from 3 to 10000.");
        }
    }
}
