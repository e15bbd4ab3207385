using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Backfill;

/// <summary>What became of one series.</summary>
public sealed record SeriesBackfill
{
    public required SeriesId Series { get; init; }

    /// <summary>What is to be there, on the timeframe's grid; the bar that still forms is not in it.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Candles in the range since the instrument was listed.</summary>
    public required long Expected { get; init; }

    /// <summary>Of these, there before.</summary>
    public long Stored { get; init; }

    /// <summary>Rows that the exchange sent, those asked for twice included.</summary>
    public long Fetched { get; init; }

    public long Inserted { get; init; }

    /// <summary>Stored rows that differed from what the exchange publishes and were replaced.</summary>
    public long Revised { get; init; }

    /// <summary>Fetched rows that were there already.</summary>
    public long Duplicates { get; init; }

    /// <summary>Rows that no candle can have, refused.</summary>
    public long Refused { get; init; }

    /// <summary>Expected ones that are not there at the end.</summary>
    public required long Missing { get; init; }

    /// <summary>Requests made; in a dry run those that would be.</summary>
    public int Requests { get; init; }

    /// <summary>Of these, answered.</summary>
    public int Answered { get; init; }

    public IReadOnlyList<FetchFailure> Failures { get; init; } = [];

    /// <summary>Everything in the range that is not there, and why.</summary>
    public required IReadOnlyList<Gap> Gaps { get; init; }

    public IReadOnlyList<GapRepair> Repaired { get; init; } = [];

    public TimeSpan Duration { get; init; }

    /// <summary>Share of the expected candles that are there, from 0 to 1.</summary>
    public double Completion => Expected == 0 ? 1 : (Expected - Missing) / (double)Expected;

    /// <summary>Everything is there that the exchange has.</summary>
    public bool IsComplete => Gaps.All(g => GapLedger.IsSettled(g.Cause));
}
