using ActorTrading.Market;

namespace ActorTrading.Engine.Backfill;

/// <summary>What history is to be there.</summary>
public sealed record BackfillRequest
{
    /// <summary>Each named once, at least one.</summary>
    public required IReadOnlyList<Symbol> Symbols { get; init; }

    /// <summary>Each named once, at least one.</summary>
    public required IReadOnlyList<Timeframe> Timeframes { get; init; }

    /// <summary>How far back: calendar months before today's date, UTC. Default 2; from 1 to 240.</summary>
    public int Months { get; init; } = 2;

    /// <summary>Only what is missing is looked up; nothing is fetched and nothing stored.</summary>
    public bool DryRun { get; init; }

    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public BackfillRequest Validate()
    {
        if (Symbols.Count == 0 || Symbols.Distinct().Count() != Symbols.Count)
        {
            throw new ArgumentException($"Symbols must be named, each once, not '{string.Join(' ', Symbols)}'.");
        }

        if (Timeframes.Count == 0 || Timeframes.Distinct().Count() != Timeframes.Count)
        {
            throw new ArgumentException($"Timeframes must be named, each once, not '{string.Join(' ', Timeframes)}'.");
        }

        return Months is >= 1 and <= 240 ? this : throw new ArgumentException($"Months is {Months}; it must be from 1 to 240.");
    }
}
