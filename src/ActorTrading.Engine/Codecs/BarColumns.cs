using ActorTrading.Market;

namespace ActorTrading.Engine.Codecs;

/// <summary>Bars as rows of small differences: each bar's open time against the last one's, its prices against its open.</summary>
internal static class BarColumns
{
    public static byte[] Encode(ReadOnlySpan<Bar> bars)
    {
        var writer = new VarintWriter(bars.Length * 40);
        var last = default(Bar);
        Span<int> parts = stackalloc int[4];
        foreach (ref readonly var bar in bars)
        {
            writer.Reserve(13);
            unchecked
            {
                writer.WriteSigned(bar.OpenTime - last.OpenTime);
                writer.WriteSigned(bar.Open - last.Close);
                writer.WriteSigned(bar.High - bar.Open);
                writer.WriteSigned(bar.Low - bar.Open);
                writer.WriteSigned(bar.Close - bar.Open);
                writer.WriteSigned(bar.Volume);
                writer.WriteSigned(bar.BuyVolume);
                writer.WriteSigned(bar.Trades);
                decimal.GetBits(bar.QuoteVolume, parts);
                foreach (var part in parts)
                {
                    writer.Write((uint)part);
                }
            }

            last = bar;
        }

        return writer.Finish();
    }

    /// <exception cref="InvalidDataException">The bytes do not hold <paramref name="count"/> bars.</exception>
    public static Bar[] Decode(ReadOnlySpan<byte> bytes, int count)
    {
        if (count < 0 || count > bytes.Length)
        {
            throw new InvalidDataException($"{bytes.Length} bytes do not hold {count} bars.");
        }

        var reader = new VarintReader(bytes);
        var bars = new Bar[count];
        var last = default(Bar);
        Span<int> parts = stackalloc int[4];
        for (var i = 0; i < count; i++)
        {
            unchecked
            {
                var openTime = last.OpenTime + reader.ReadSigned();
                var open = last.Close + reader.ReadSigned();
                var high = open + reader.ReadSigned();
                var low = open + reader.ReadSigned();
                var close = open + reader.ReadSigned();
                var volume = reader.ReadSigned();
                var buyVolume = reader.ReadSigned();
                var trades = (int)reader.ReadSigned();
                for (var part = 0; part < parts.Length; part++)
                {
                    parts[part] = (int)reader.Read();
                }

                bars[i] = last = new Bar(openTime, open, high, low, close, volume, buyVolume, ToDecimal(parts), trades);
            }
        }

        return reader.AtEnd ? bars : throw new InvalidDataException($"More bytes than {count} bars need.");
    }

    private static decimal ToDecimal(ReadOnlySpan<int> parts)
    {
        try
        {
            return new decimal(parts);
        }
        catch (ArgumentException cause)
        {
            throw new InvalidDataException($"The parts {parts[0]:x8} {parts[1]:x8} {parts[2]:x8} {parts[3]:x8} are no decimal number.", cause);
        }
    }
}
