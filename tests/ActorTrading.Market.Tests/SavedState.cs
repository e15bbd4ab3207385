namespace ActorTrading.Market.Tests;

/// <summary>Takes a state through bytes.</summary>
internal static class SavedState
{
    public static byte[] Of(Action<BinaryWriter> save)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory))
        {
            save(writer);
        }

        return memory.ToArray();
    }

    public static void Into(byte[] bytes, Action<BinaryReader> load)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        load(reader);
        Assert.Equal(bytes.Length, reader.BaseStream.Position);
    }
}
