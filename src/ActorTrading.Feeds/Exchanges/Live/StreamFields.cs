using System.Globalization;
using System.Text;
using System.Text.Json;
using ActorTrading.Feeds.Recorded;
using ActorTrading.Market;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>Reads fields of a pushed message strictly: the right type within its range, or a <see cref="StreamFormatException"/> that names field and value.</summary>
internal static class StreamFields
{
    private const int LongestNumber = 40;
    private const int LongestEcho = 60;
    private const decimal MostQuoteVolume = 1e20m;

    public static JsonElement Field(JsonElement parent, string name, JsonValueKind kind)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var field))
        {
            throw new StreamFormatException(StreamFormatException.MissingField, $"{name} is missing in {Echo(parent)}");
        }

        return Require(field, name, kind);
    }

    public static JsonElement Require(JsonElement value, string name, JsonValueKind kind) => value.ValueKind == kind
        ? value
        : throw new StreamFormatException(StreamFormatException.WrongType, $"{name} is {Echo(value)} where {kind.ToString().ToLowerInvariant()} belongs");

    public static string Text(JsonElement parent, string name) => Field(parent, name, JsonValueKind.String).GetString()!;

    public static bool Boolean(JsonElement parent, string name)
    {
        if (parent.TryGetProperty(name, out var field) && field.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return field.GetBoolean();
        }

        throw new StreamFormatException(StreamFormatException.WrongType, $"{name} is not true or false in {Echo(parent)}");
    }

    /// <summary>A price: above 0.</summary>
    public static long Price(JsonElement text, string name) => Scaled(text, name) is > 0 and var price ? price : throw Range(text, name, "a price above 0");

    /// <summary>A traded size: above 0.</summary>
    public static long Size(JsonElement text, string name) => Scaled(text, name) is > 0 and var size ? size : throw Range(text, name, "a size above 0");

    public static long Volume(JsonElement text, string name) => Scaled(text, name) is >= 0 and var volume ? volume : throw Range(text, name, "a volume of 0 or more");

    public static decimal QuoteVolume(JsonElement text, string name) =>
        decimal.TryParse(Require(text, name, JsonValueKind.String).GetString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var volume)
            && volume <= MostQuoteVolume
            ? volume
            : throw Range(text, name, "a volume from 0 to 1e20");

    /// <summary>A whole number of 0 or more, as a JSON number or as a string of digits.</summary>
    public static long Whole(JsonElement value, string name)
    {
        long whole = 0;
        var isWhole = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt64(out whole),
            JsonValueKind.String => long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out whole),
            _ => throw new StreamFormatException(StreamFormatException.WrongType, $"{name} is {Echo(value)} where a whole number belongs"),
        };
        return isWhole && whole >= 0 ? whole : throw Range(value, name, "a whole number of 0 or more");
    }

    /// <summary>A time in ms, or in µs where it can only be that; in µs.</summary>
    public static long Time(JsonElement value, string name)
    {
        var time = Whole(value, name);
        return time switch
        {
            >= Fields.EarliestMs and < Fields.LatestMs => time * 1000,
            >= Fields.EarliestMs * 1000 and < Fields.LatestMs * 1000 => time,
            _ => throw Range(value, name, "a time in milliseconds from 2009 to 2100"),
        };
    }

    /// <summary>A bar whose values belong together.</summary>
    public static Bar Checked(in Bar bar, Timeframe timeframe)
    {
        if (timeframe.OpenOf(bar.OpenTime) != bar.OpenTime)
        {
            throw new StreamFormatException(StreamFormatException.OutOfRange, $"the open time {bar.OpenTime} µs is not on the {timeframe} grid");
        }

        return bar.High >= Math.Max(bar.Open, bar.Close) && bar.Low <= Math.Min(bar.Open, bar.Close) && bar.BuyVolume <= bar.Volume
            ? bar
            : throw new StreamFormatException(StreamFormatException.OutOfRange, $"open, high, low, close and volumes of {bar} contradict each other");
    }

    public static string Echo(JsonElement value) => Echo(value.GetRawText());

    public static string Echo(string text) => text.Length <= LongestEcho ? text : $"{text.AsSpan(0, LongestEcho)}…";

    private static long Scaled(JsonElement value, string name)
    {
        var text = Require(value, name, JsonValueKind.String).GetString()!;
        Span<byte> bytes = stackalloc byte[LongestNumber];
        if (text.Length > LongestNumber || !Encoding.UTF8.TryGetBytes(text, bytes, out var length))
        {
            throw Range(value, name, "a decimal number");
        }

        return Fields.ReadFixed(bytes[..length], out var scaled) is { } wrong
            ? throw new StreamFormatException(StreamFormatException.OutOfRange, $"{name} is {Echo(value)}: {wrong}")
            : scaled;
    }

    private static StreamFormatException Range(JsonElement value, string name, string right) =>
        new(StreamFormatException.OutOfRange, $"{name} is {Echo(value)} where {right} belongs");
}
