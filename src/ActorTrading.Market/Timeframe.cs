using System.Diagnostics.CodeAnalysis;

namespace ActorTrading.Market;

/// <summary>
/// The length of a bar: one of 1m 5m 15m 1h 4h 1d. Bars lie on the grid of multiples of the length since the Unix epoch (UTC).
/// <c>default</c> is not a valid timeframe.
/// </summary>
public readonly record struct Timeframe : IComparable<Timeframe>
{
    private const long Minute = 60_000_000;

    private Timeframe(int minutes) => Minutes = minutes;

    public static Timeframe M1 { get; } = new(1);

    public static Timeframe M5 { get; } = new(5);

    public static Timeframe M15 { get; } = new(15);

    public static Timeframe H1 { get; } = new(60);

    public static Timeframe H4 { get; } = new(240);

    public static Timeframe D1 { get; } = new(1440);

    /// <summary>All of them, shortest first; each divides the next.</summary>
    public static IReadOnlyList<Timeframe> All { get; } = [M1, M5, M15, H1, H4, D1];

    public int Minutes { get; }

    /// <summary>The length in µs.</summary>
    public long Length => Minutes * Minute;

    public string Name => Minutes switch
    {
        < 60 => $"{Minutes}m",
        < 1440 => $"{Minutes / 60}h",
        _ => $"{Minutes / 1440}d",
    };

    /// <summary>The open time of the bar that holds <paramref name="time"/> (µs since the epoch, before 1970 too).</summary>
    public long OpenOf(long time)
    {
        var rest = time % Length;
        return rest < 0 ? time - rest - Length : time - rest;
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out Timeframe timeframe)
    {
        foreach (var candidate in All)
        {
            if (string.Equals(candidate.Name, text, StringComparison.Ordinal))
            {
                timeframe = candidate;
                return true;
            }
        }

        timeframe = default;
        return false;
    }

    /// <exception cref="FormatException">The text names no timeframe; the message lists them.</exception>
    public static Timeframe Parse(string text) => TryParse(text, out var timeframe)
        ? timeframe
        : throw new FormatException($"'{text}' is not a timeframe: use one of {string.Join(' ', All.Select(t => t.Name))}.");

    public int CompareTo(Timeframe other) => Minutes.CompareTo(other.Minutes);

    public static bool operator <(Timeframe left, Timeframe right) => left.Minutes < right.Minutes;

    public static bool operator <=(Timeframe left, Timeframe right) => left.Minutes <= right.Minutes;

    public static bool operator >(Timeframe left, Timeframe right) => left.Minutes > right.Minutes;

    public static bool operator >=(Timeframe left, Timeframe right) => left.Minutes >= right.Minutes;

    public override string ToString() => Name;
}
