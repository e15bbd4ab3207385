namespace ActorTrading.Market.Quality;

/// <summary>How many rows were accepted and refused, by reason.</summary>
public sealed class RefusalCounts
{
    private const byte Version = 1;

    private readonly long[] _counts = new long[RefusalReasons.All.Count];

    /// <summary>Rows with this verdict; <see cref="RefusalReason.None"/> counts the accepted ones.</summary>
    public long this[RefusalReason reason] => _counts[(int)reason];

    public long Accepted => _counts[0];

    public long Total => _counts.Sum();

    public long Refused => Total - Accepted;

    public void Add(RefusalReason reason) => _counts[(int)reason]++;

    public static RefusalCounts operator +(RefusalCounts left, RefusalCounts right)
    {
        var sum = new RefusalCounts();
        for (var i = 0; i < sum._counts.Length; i++)
        {
            sum._counts[i] = left._counts[i] + right._counts[i];
        }

        return sum;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(_counts.Length);
        foreach (var count in _counts)
        {
            writer.Write(count);
        }
    }

    /// <summary>Reads counts of this or an older build, which may know fewer reasons.</summary>
    /// <exception cref="InvalidDataException">The bytes are not counts.</exception>
    public void Load(BinaryReader reader)
    {
        StateFormat.ExpectVersion(reader, Version, "refusal counts");
        var known = StateFormat.ReadCount(reader, _counts.Length, "number of refusal reasons");
        Array.Clear(_counts);
        for (var i = 0; i < known; i++)
        {
            var count = reader.ReadInt64();
            _counts[i] = count >= 0 ? count : throw new InvalidDataException($"Saved count of {((RefusalReason)i).Name()} is {count}; it must not be negative.");
        }
    }
}
