namespace ActorTrading.Market;

/// <summary>The checks every saved state of this assembly begins with.</summary>
internal static class StateFormat
{
    public static void ExpectVersion(BinaryReader reader, byte expected, string what)
    {
        var version = reader.ReadByte();
        if (version != expected)
        {
            throw new InvalidDataException($"State of {what} has format version {version}; this build reads version {expected}.");
        }
    }

    public static void ExpectEqual(long actual, long expected, string what)
    {
        if (actual != expected)
        {
            throw new InvalidDataException($"Saved {what} is {actual}; this object needs {expected}.");
        }
    }

    public static int ReadCount(BinaryReader reader, int most, string what)
    {
        var count = reader.ReadInt32();
        return count >= 0 && count <= most
            ? count
            : throw new InvalidDataException($"Saved {what} is {count}; it must be from 0 to {most}.");
    }
}
