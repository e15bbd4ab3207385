using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ActorTrading.Market;

/// <summary>How far ahead a forecast looks: a span of event time of whole minutes, at most 30 days. <c>default</c> is not valid.</summary>
public readonly record struct Horizon : IComparable<Horizon>
{
    private const long Minute = 60_000_000;

    private Horizon(int minutes) => Minutes = minutes;

    public static Horizon H1 { get; } = new(60);

    public static Horizon H4 { get; } = new(240);

    public static Horizon H24 { get; } = new(1440);

    public int Minutes { get; }

    /// <summary>The length in µs.</summary>
    public long Length => Minutes * Minute;

    /// <summary>Hours where they come out even, else minutes: <c>24h</c>, <c>90m</c>.</summary>
    public string Name => Minutes % 60 == 0 ? $"{Minutes / 60}h" : $"{Minutes}m";

    /// <summary>Reads <c>30m</c>, <c>4h</c>, <c>2d</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Horizon horizon)
    {
        horizon = default;
        if (text is null || text.Length is < 2 or > 6
            || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var unit = text[^1] switch { 'm' => 1, 'h' => 60, 'd' => 1440, _ => 0 };
        if (unit == 0 || count == 0 || count > 30 * 1440 / unit)
        {
            return false;
        }

        horizon = new Horizon(count * unit);
        return true;
    }

    /// <exception cref="FormatException">The text is not a span of 1m to 30d.</exception>
    public static Horizon Parse(string text) => TryParse(text, out var horizon)
        ? horizon
        : throw new FormatException($"'{text}' is not a horizon: use a number and m, h or d, up to 30d, such as 1h, 4h or 24h.");

    public int CompareTo(Horizon other) => Minutes.CompareTo(other.Minutes);

    public static bool operator <(Horizon left, Horizon right) => left.Minutes < right.Minutes;

    public static bool operator <=(Horizon left, Horizon right) => left.Minutes <= right.Minutes;

    public static bool operator >(Horizon left, Horizon right) => left.Minutes > right.Minutes;

    public static bool operator >=(Horizon left, Horizon right) => left.Minutes >= right.Minutes;

    public override string ToString() => Name;
}
