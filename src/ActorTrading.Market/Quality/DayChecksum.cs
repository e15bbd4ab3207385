using System.Buffers.Binary;
using System.Security.Cryptography;
using ActorTrading.Market.Candles;

namespace ActorTrading.Market.Quality;

/// <summary>
/// What a day of a series holds, in one number: two stores whose checksums agree hold the same candles, whoever published them and however often they were revised.
/// </summary>
/// <param name="Day">Its midnight, µs UTC.</param>
/// <param name="Count">Final candles.</param>
/// <param name="Hash">
/// SHA-256, lower-case hex, over open time, open, high, low, close and volume of each final candle in order of time, 64-bit little-endian. Quote volume and trades are left
/// out, since not every source tells them.
/// </param>
public readonly record struct DayChecksum(SeriesId Series, long Day, int Count, string Hash)
{
    private const int RowBytes = 6 * sizeof(long);

    /// <param name="candles">Strictly ascending; forming ones are passed over.</param>
    /// <returns>One for each day with a final candle, by day.</returns>
    public static IReadOnlyList<DayChecksum> Of(SeriesId series, ReadOnlySpan<Candle> candles)
    {
        var days = new List<DayChecksum>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> row = stackalloc byte[RowBytes];
        var day = 0L;
        var count = 0;
        foreach (ref readonly var candle in candles)
        {
            if (!candle.IsFinal)
            {
                continue;
            }

            var dayOf = Timeframe.D1.OpenOf(candle.OpenTime);
            if (count > 0 && dayOf != day)
            {
                days.Add(End(series, day, count, hash));
                count = 0;
            }

            day = dayOf;
            count++;
            Write(row, candle.Bar);
            hash.AppendData(row);
        }

        if (count > 0)
        {
            days.Add(End(series, day, count, hash));
        }

        return days;
    }

    private static DayChecksum End(SeriesId series, long day, int count, IncrementalHash hash) =>
        new(series, day, count, Convert.ToHexStringLower(hash.GetHashAndReset()));

    private static void Write(Span<byte> row, in Bar bar)
    {
        BinaryPrimitives.WriteInt64LittleEndian(row, bar.OpenTime);
        BinaryPrimitives.WriteInt64LittleEndian(row[8..], bar.Open);
        BinaryPrimitives.WriteInt64LittleEndian(row[16..], bar.High);
        BinaryPrimitives.WriteInt64LittleEndian(row[24..], bar.Low);
        BinaryPrimitives.WriteInt64LittleEndian(row[32..], bar.Close);
        BinaryPrimitives.WriteInt64LittleEndian(row[40..], bar.Volume);
    }
}
