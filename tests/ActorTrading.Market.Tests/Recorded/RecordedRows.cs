using System.Globalization;
using System.IO.Compression;
using ActorTrading.Tests;

namespace ActorTrading.Market.Tests.Recorded;

/// <summary>Reads the recorded files as they are, defects included.</summary>
internal static class RecordedRows
{
    public static Bar[] Bars(string file) => [.. Lines(file).Select(Candle)];

    public static Tick[] Ticks(string file) => [.. Lines(file).Select(Trade)];

    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(MarketData.File(file)), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static Bar Candle(string line)
    {
        var parts = line.Split(',');
        return new Bar(Time(parts[0]), Scaled(parts[1]), Scaled(parts[2]), Scaled(parts[3]), Scaled(parts[4]), Scaled(parts[5]), 0, 0m, 0);
    }

    private static Tick Trade(string line)
    {
        var parts = line.Split(',');
        var side = parts[3] switch { "buy" => Side.Buy, "sell" => Side.Sell, _ => Side.Unknown };
        return new Tick(Time(parts[0]), Scaled(parts[1]), Scaled(parts[2]), long.Parse(parts[4], CultureInfo.InvariantCulture), side);
    }

    private static long Time(string milliseconds) => 1000 * long.Parse(milliseconds, CultureInfo.InvariantCulture);

    private static long Scaled(string value) => Fixed.FromDecimal(decimal.Parse(value, CultureInfo.InvariantCulture));
}
