using System.Globalization;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Recorded;

/// <summary>Reads the columns of a row straight from bytes, without allocating.</summary>
internal static class Fields
{
    /// <summary>2009-01-01, before the first block: no exchange has older trades.</summary>
    public const long EarliestMs = 1_230_768_000_000;

    /// <summary>2100-01-01.</summary>
    public const long LatestMs = 4_102_444_800_000;

    private const int MostDigits = 18;
    private const int Decimals = 8;
    private static readonly ulong[] PowersOfTen = BuildPowers();

    /// <summary>Cuts off the next column.</summary>
    public static ReadOnlySpan<byte> Next(scoped ref ReadOnlySpan<byte> row, out bool last)
    {
        // Columns are some ten bytes: a plain loop beats a vectorised search there.
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == (byte)',')
            {
                var field = row[..i];
                row = row[(i + 1)..];
                last = false;
                return field;
            }
        }

        var rest = row;
        row = default;
        last = true;
        return rest;
    }

    /// <summary>
    /// A plain decimal number, scaled by <see cref="Fixed.One"/>. At most 18 digits in all; beyond eight decimals it is rounded
    /// half to even.
    /// </summary>
    /// <returns>Null, or what is wrong.</returns>
    public static string? ReadFixed(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        var negative = !text.IsEmpty && text[0] == (byte)'-';
        ulong digits = 0;
        var point = -1;
        for (var i = negative ? 1 : 0; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (text[i] == (byte)'.' && point < 0)
            {
                point = i;
            }
            else
            {
                return "expected a plain decimal number such as 61837.63: digits and one '.', no exponent, separator, NaN or infinity";
            }
        }

        var body = text.Length - (negative ? 1 : 0);
        var count = body - (point < 0 ? 0 : 1);
        var decimals = point < 0 ? 0 : text.Length - 1 - point;
        if (count == 0 || (point >= 0 && (decimals == 0 || decimals == count)))
        {
            return "expected a plain decimal number such as 61837.63, with digits on both sides of the '.'";
        }

        if (count > MostDigits)
        {
            return $"expected at most {MostDigits} digits, found {count}";
        }

        if (decimals > Decimals)
        {
            var unit = PowersOfTen[decimals - Decimals];
            var (whole, rest) = Math.DivRem(digits, unit);
            var twice = rest * 2;
            digits = whole + (twice > unit || (twice == unit && (whole & 1) == 1) ? 1UL : 0UL);
        }
        else
        {
            var unit = PowersOfTen[Decimals - decimals];
            if (digits > long.MaxValue / unit)
            {
                return "out of range: prices and sizes stay below 92233720368.54775807";
            }

            digits *= unit;
        }

        value = negative ? -(long)digits : (long)digits;
        return null;
    }

    /// <summary>As <see cref="ReadFixed"/>, but a volume beyond the range, as of very cheap coins, becomes the end of the range.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public static string? ReadVolume(ReadOnlySpan<byte> text, out long value)
    {
        var wrong = ReadFixed(text, out value);
        if (wrong is not null
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var volume)
            && Fixed.Saturated(volume) == long.MaxValue)
        {
            value = long.MaxValue;
            return null;
        }

        return wrong;
    }

    /// <summary>A time in ms since the epoch, as µs.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public static string? ReadTime(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (!TryReadDigits(text, out var ms))
        {
            return "expected a time in whole milliseconds since 1970 UTC, such as 1723161255342";
        }

        if (ms is >= EarliestMs and < LatestMs)
        {
            micros = ms * 1000;
            return null;
        }

        return ms switch
        {
            < 100_000_000_000 => "looks like seconds: times are milliseconds since 1970 UTC, from 2009 to 2100",
            >= 100_000_000_000_000_000 => "looks like nanoseconds: times are milliseconds since 1970 UTC, from 2009 to 2100",
            >= 100_000_000_000_000 => "looks like microseconds: times are milliseconds since 1970 UTC, from 2009 to 2100",
            _ => "out of range: times are milliseconds since 1970 UTC, from 2009 to 2100",
        };
    }

    /// <summary>A time in ms or µs since the epoch, told apart by its magnitude, as µs.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public static string? ReadTimeOfEitherUnit(ReadOnlySpan<byte> text, out long micros)
    {
        if (TryReadDigits(text, out micros) && micros is >= EarliestMs * 1000 and < LatestMs * 1000)
        {
            return null;
        }

        return ReadTime(text, out micros);
    }

    /// <summary>One to eighteen digits.</summary>
    public static bool TryReadDigits(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > MostDigits)
        {
            return false;
        }

        foreach (var b in text)
        {
            var digit = (uint)(b - '0');
            if (digit > 9)
            {
                return false;
            }

            value = (value * 10) + digit;
        }

        return true;
    }

    private static ulong[] BuildPowers()
    {
        var powers = new ulong[MostDigits + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
