namespace ActorTrading.Learning.Online;

/// <summary>How a linear online learner sees its features.</summary>
public sealed record FeatureScalingOptions
{
    /// <summary>
    /// True: features are standardised as they come, a missing value (NaN) counts as the column's mean. False: features are taken as
    /// they are and must be from -1e50 to 1e50. Default true.
    /// </summary>
    public bool Standardize { get; init; } = true;

    /// <summary>Rows over which mean and variance of a feature are taken, exponentially weighted once that many were seen; from 2. Default 5,000.</summary>
    public int Window { get; init; } = 5000;

    /// <summary>Standardised features are cut at plus and minus this, 1 to 100. Default 6.</summary>
    public double Clip { get; init; } = 6;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Window, 2, int.MaxValue, nameof(Window));
        Check.Range(Clip, 1, 100, nameof(Clip));
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Standardize);
        writer.Write(Window);
        writer.Write(Clip);
    }

    internal static FeatureScalingOptions Read(BinaryReader reader) => new()
    {
        Standardize = reader.ReadBoolean(),
        Window = reader.ReadInt32(),
        Clip = reader.ReadDouble(),
    };
}
