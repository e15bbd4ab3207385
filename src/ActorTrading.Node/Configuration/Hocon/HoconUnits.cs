using System.Globalization;

namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>The unit formats of the HOCON specification: durations, sizes and booleans. Case-sensitive, invariant culture.</summary>
public static class HoconUnits
{
    /// <summary>Reads <c>250ms</c>, <c>1.5 h</c>, <c>90 days</c>; a bare number is in milliseconds. Rounded to 100 ns.</summary>
    public static bool TryParseDuration(string text, out TimeSpan duration)
    {
        duration = default;
        if (!TrySplit(text, out var number, out var unit))
        {
            return false;
        }

        // In ticks of 100 ns.
        var scale = unit switch
        {
            "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 0.01m,
            "us" or "micro" or "micros" or "microsecond" or "microseconds" => 10m,
            "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
            "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
            "m" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
            "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
            "d" or "day" or "days" => TimeSpan.TicksPerDay,
            _ => 0m,
        };
        if (scale == 0 || Math.Abs(number) > long.MaxValue / scale)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)Math.Round(number * scale));
        return true;
    }

    /// <summary>Reads <c>64 MiB</c>, <c>10kB</c>, <c>1G</c> (powers of 2 for single letters and <c>..iB</c>, of 10 for <c>kB</c> to <c>EB</c>); a bare number is in bytes.</summary>
    public static bool TryParseSize(string text, out long bytes)
    {
        bytes = 0;
        if (!TrySplit(text, out var number, out var unit) || number < 0)
        {
            return false;
        }

        var scale = unit switch
        {
            "" or "B" or "b" or "byte" or "bytes" => 1m,
            "kB" or "kilobyte" or "kilobytes" => 1e3m,
            "MB" or "megabyte" or "megabytes" => 1e6m,
            "GB" or "gigabyte" or "gigabytes" => 1e9m,
            "TB" or "terabyte" or "terabytes" => 1e12m,
            "PB" or "petabyte" or "petabytes" => 1e15m,
            "EB" or "exabyte" or "exabytes" => 1e18m,
            "K" or "k" or "Ki" or "KiB" or "kibibyte" or "kibibytes" => 1L << 10,
            "M" or "m" or "Mi" or "MiB" or "mebibyte" or "mebibytes" => 1L << 20,
            "G" or "g" or "Gi" or "GiB" or "gibibyte" or "gibibytes" => 1L << 30,
            "T" or "t" or "Ti" or "TiB" or "tebibyte" or "tebibytes" => 1L << 40,
            "P" or "p" or "Pi" or "PiB" or "pebibyte" or "pebibytes" => 1L << 50,
            "E" or "e" or "Ei" or "EiB" or "exbibyte" or "exbibytes" => 1L << 60,
            _ => 0m,
        };
        if (scale == 0 || number > long.MaxValue / scale)
        {
            return false;
        }

        bytes = (long)Math.Floor(number * scale);
        return true;
    }

    /// <summary>Reads true, yes, on, false, no, off.</summary>
    public static bool TryParseBoolean(string text, out bool value)
    {
        value = text is "true" or "yes" or "on";
        return value || text is "false" or "no" or "off";
    }

    private static bool TrySplit(string text, out decimal number, out string unit)
    {
        var trimmed = text.AsSpan().Trim();
        var end = trimmed.Length;
        while (end > 0 && char.IsAsciiLetter(trimmed[end - 1]))
        {
            end--;
        }

        unit = trimmed[end..].ToString();
        return decimal.TryParse(
            trimmed[..end].TrimEnd(),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out number);
    }
}
