using System.Diagnostics.CodeAnalysis;

namespace ActorTrading.Market;

/// <summary>
/// The canonical name of an instrument: <c>BASE-QUOTE[-SUFFIX]</c>, upper case, as in <c>BTC-USDT</c> or <c>BTC-USDT-PERP</c>.
/// <c>default</c> is not a valid symbol.
/// </summary>
public readonly record struct Symbol : IComparable<Symbol>
{
    /// <summary>The longest name accepted, in characters.</summary>
    public const int MaxLength = 32;

    private readonly string? _value;

    private Symbol(string value) => _value = value;

    /// <summary>The canonical name.</summary>
    /// <exception cref="InvalidOperationException">The symbol is <c>default</c>.</exception>
    public string Value => _value ?? throw new InvalidOperationException("A default Symbol has no name.");

    /// <exception cref="FormatException"><paramref name="text"/> is not a canonical symbol; the message shows what is.</exception>
    public static Symbol Parse(string text) => TryParse(text, out var symbol)
        ? symbol
        : throw new FormatException($"'{Shorten(text)}' is not a symbol: two to four parts of A-Z and 0-9 joined by '-', at most {MaxLength} characters, such as BTC-USDT.");

    /// <summary>Accepts lower case and turns it into the canonical upper case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Symbol symbol)
    {
        symbol = default;
        if (text is null || text.Length is 0 or > MaxLength)
        {
            return false;
        }

        var parts = 1;
        var lengthOfPart = 0;
        foreach (var c in text)
        {
            if (c == '-')
            {
                if (lengthOfPart == 0)
                {
                    return false;
                }

                parts++;
                lengthOfPart = 0;
            }
            else if (char.IsAsciiLetterOrDigit(c))
            {
                lengthOfPart++;
            }
            else
            {
                return false;
            }
        }

        if (lengthOfPart == 0 || parts is < 2 or > 4)
        {
            return false;
        }

        symbol = new Symbol(text.ToUpperInvariant());
        return true;
    }

    public int CompareTo(Symbol other) => string.CompareOrdinal(_value, other._value);

    public static bool operator <(Symbol left, Symbol right) => left.CompareTo(right) < 0;

    public static bool operator <=(Symbol left, Symbol right) => left.CompareTo(right) <= 0;

    public static bool operator >(Symbol left, Symbol right) => left.CompareTo(right) > 0;

    public static bool operator >=(Symbol left, Symbol right) => left.CompareTo(right) >= 0;

    public override string ToString() => _value ?? "(none)";

    private static string Shorten(string? text) => text is null ? "" : text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
