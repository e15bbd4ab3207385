using System.Globalization;

namespace ActorTrading.Learning;

/// <summary>Reads and writes the pieces that every saved state is made of; errors say which piece was wrong.</summary>
internal static class BinaryState
{
    public static void Write(this BinaryWriter writer, ReadOnlySpan<double> values)
    {
        writer.Write(values.Length);
        foreach (var value in values)
        {
            writer.Write(value);
        }
    }

    /// <summary>Fills <paramref name="values"/>; the stored length must be the same.</summary>
    public static void ReadInto(this BinaryReader reader, Span<double> values, string what)
    {
        Expect(reader.ReadInt32(), values.Length, $"length of {what}");
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadDouble();
        }
    }

    /// <summary>Fills <paramref name="values"/> with numbers from <paramref name="low"/> to <paramref name="high"/>; NaN is in no range.</summary>
    public static void ReadInto(this BinaryReader reader, Span<double> values, double low, double high, string what)
    {
        Expect(reader.ReadInt32(), values.Length, $"length of {what}");
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadInRange(low, high, what);
        }
    }

    public static double[] ReadDoubles(this BinaryReader reader, int limit, string what)
    {
        var count = reader.ReadCount(limit, what);
        reader.MustHold(count * (long)sizeof(double), what);
        var values = new double[count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadDouble();
        }

        return values;
    }

    public static int ReadCount(this BinaryReader reader, int limit, string what)
    {
        var count = reader.ReadInt32();
        return count >= 0 && count <= limit
            ? count
            : throw new InvalidDataException($"The saved count of {what} is {count}; it must be from 0 to {limit}.");
    }

    public static int ReadInRange(this BinaryReader reader, int low, int high, string what)
    {
        var value = reader.ReadInt32();
        return value >= low && value <= high
            ? value
            : throw new InvalidDataException($"The saved {what} is {value}; it must be from {low} to {high}.");
    }

    public static long ReadLong(this BinaryReader reader, long low, long high, string what)
    {
        var value = reader.ReadInt64();
        return value >= low && value <= high
            ? value
            : throw new InvalidDataException($"The saved {what} is {value}; it must be from {low} to {high}.");
    }

    /// <summary>Reads the next place of a ring buffer and how many of its places are filled; one that is not full is filled from the start.</summary>
    public static (int Next, int Filled) ReadRing(this BinaryReader reader, int length, string what)
    {
        var next = reader.ReadInRange(0, length - 1, $"position among the {what}");
        var filled = reader.ReadInRange(0, length, $"number of {what}");
        return filled == length || next == filled
            ? (next, filled)
            : throw new InvalidDataException($"The saved position among the {what} is {next} with {filled} of {length}; one that is not full goes on at its end.");
    }

    public static void ReadVersion(this BinaryReader reader, byte version, string what)
    {
        var found = reader.ReadByte();
        if (found != version)
        {
            throw new InvalidDataException($"The saved {what} has format version {found}; this program reads version {version}.");
        }
    }

    public static void Expect(int found, int expected, string what)
    {
        if (found != expected)
        {
            throw new InvalidDataException($"The saved {what} is {found}; {expected} was expected.");
        }
    }

    public static byte[] ReadBytesExactly(this BinaryReader reader, int count, string what)
    {
        reader.MustHold(count, what);
        var bytes = reader.ReadBytes(count);
        return bytes.Length == count
            ? bytes
            : throw new InvalidDataException($"The data ends inside {what}: {count} bytes were announced, {bytes.Length} are there.");
    }

    /// <summary>No room is taken for what a forged count announces: a stream that knows its length must have as many bytes left.</summary>
    public static void MustHold(this BinaryReader reader, long bytes, string what)
    {
        if (reader.BaseStream is { CanSeek: true } stream && stream.Length - stream.Position is var left && left < bytes)
        {
            throw new InvalidDataException($"The data ends inside {what}: {bytes} bytes were announced, {left} are there.");
        }
    }

    public static double ReadInRange(this BinaryReader reader, double low, double high, string what)
    {
        var value = reader.ReadDouble();
        return value >= low && value <= high
            ? value
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The saved {what} is {value}; it must be from {low} to {high}."));
    }

    /// <summary>Options that were read back, once <paramref name="validate"/> agrees.</summary>
    public static T Valid<T>(T options, Action<T> validate)
    {
        try
        {
            validate(options);
            return options;
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The saved options are not valid: {e.Message}", e);
        }
    }
}
