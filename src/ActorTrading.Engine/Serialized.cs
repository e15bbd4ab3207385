namespace ActorTrading.Engine;

/// <summary>State as bytes, by a component's own Save and Load.</summary>
internal static class Serialized
{
    public static byte[] From(Action<BinaryWriter> save)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            save(writer);
        }

        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">The state ends too early or is longer than what was read.</exception>
    public static void Into(byte[] state, Action<BinaryReader> load)
    {
        using var stream = new MemoryStream(state, writable: false);
        using var reader = new BinaryReader(stream);
        try
        {
            load(reader);
        }
        catch (EndOfStreamException cause)
        {
            throw new InvalidDataException($"A saved state of {state.Length} bytes ends too early.", cause);
        }

        if (stream.Position != stream.Length)
        {
            throw new InvalidDataException($"A saved state of {state.Length} bytes has {stream.Length - stream.Position} more than were read.");
        }
    }

    public static void WriteBlock(this BinaryWriter writer, byte[] block)
    {
        writer.Write(block.Length);
        writer.Write(block);
    }

    public static byte[] ReadBlock(this BinaryReader reader)
    {
        var length = reader.ReadInt32();
        if (length < 0 || length > reader.BaseStream.Length - reader.BaseStream.Position)
        {
            throw new InvalidDataException($"A block of {length} bytes does not fit the saved state.");
        }

        return reader.ReadBytes(length);
    }
}
