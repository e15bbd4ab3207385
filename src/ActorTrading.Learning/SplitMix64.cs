namespace ActorTrading.Learning;

/// <summary>Seeded generator (Steele, Lea, Flood 2014) whose stream is part of the file format of nothing but must never change: fits depend on it.</summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>One of many streams of a seed: each tree, round or column draws from its own, whatever the others draw.</summary>
    public static SplitMix64 Stream(ulong seed, int number) => new(seed ^ ((ulong)number * 0xD1342543DE82EF95UL));

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, limit).</summary>
    public int Next(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);
}
