namespace ActorTrading.Engine.Backfill;

/// <summary>How history is fetched.</summary>
public sealed record BackfillOptions
{
    /// <summary>Series fetched at once. Default 3; from 1 to 64.</summary>
    public int Parallelism { get; init; } = 3;

    /// <summary>How often what is still missing is asked for in one run. A hole counts as the exchange's own after two answers. Default 4; from 2 to 100.</summary>
    public int Passes { get; init; } = 4;

    /// <summary>Requests in a row that fail before the rest of a pass is left to the next one. Default 3; from 1 to 1,000.</summary>
    public int FailuresInRow { get; init; } = 3;

    /// <summary>Before a pass that follows a failed request, where the exchange does not say how long. Default 1 s.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such wait, whatever the exchange says. Default 1 min.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A bar is asked for when it has been closed for so long: exchanges publish it a moment later. Default 5 s.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A hole that the exchange has confirmed is not asked for again before. Default 7 d.</summary>
    public TimeSpan ConfirmAgainAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often a database that cannot be reached is tried again, with pauses from half a second on, doubled each time. Default 6; from 0 to 20.</summary>
    public int StorageRetries { get; init; } = 6;

    /// <summary>Whether rows that break the rules of a candle are refused. Default true.</summary>
    public bool Validate { get; init; } = true;
}
