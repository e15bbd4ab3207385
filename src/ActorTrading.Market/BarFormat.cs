namespace ActorTrading.Market;

/// <summary>A bar in a saved state.</summary>
internal static class BarFormat
{
    public static void Write(BinaryWriter writer, in Bar bar)
    {
        writer.Write(bar.OpenTime);
        writer.Write(bar.Open);
        writer.Write(bar.High);
        writer.Write(bar.Low);
        writer.Write(bar.Close);
        writer.Write(bar.Volume);
        writer.Write(bar.BuyVolume);
        writer.Write(bar.QuoteVolume);
        writer.Write(bar.Trades);
    }

    public static Bar Read(BinaryReader reader) => new(
        reader.ReadInt64(),
        reader.ReadInt64(),
        reader.ReadInt64(),
        reader.ReadInt64(),
        reader.ReadInt64(),
        reader.ReadInt64(),
        reader.ReadInt64(),
        reader.ReadDecimal(),
        reader.ReadInt32());
}
