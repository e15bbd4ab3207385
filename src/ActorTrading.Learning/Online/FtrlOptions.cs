namespace ActorTrading.Learning.Online;

/// <summary>How <see cref="FtrlProximalClassifier"/> learns. The names follow the paper.</summary>
public sealed record FtrlOptions
{
    /// <summary>Step length: a weight's first step is about this over <see cref="Beta"/>; 1e-6 to 10. Default 0.1.</summary>
    public double Alpha { get; init; } = 0.1;

    /// <summary>What is added to the root of the summed squared gradients, 1e-6 to 1e6. Default 1.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>Absolute penalty: a weight stays exactly 0 while its summed gradient is below this; 0 to 1e6. Default 1. The offset has none.</summary>
    public double L1 { get; init; } = 1;

    /// <summary>Ridge penalty, 0 to 1e6. Default 1. The offset has none.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>How features are scaled.</summary>
    public FeatureScalingOptions Scaling { get; init; } = new();

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Alpha, 1e-6, 10, nameof(Alpha));
        Check.Range(Beta, 1e-6, 1e6, nameof(Beta));
        Check.Range(L1, 0, 1e6, nameof(L1));
        Check.Range(L2, 0, 1e6, nameof(L2));
        Scaling.Validate();
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Alpha);
        writer.Write(Beta);
        writer.Write(L1);
        writer.Write(L2);
        Scaling.Write(writer);
    }

    internal static FtrlOptions Read(BinaryReader reader)
    {
        var options = new FtrlOptions
        {
            Alpha = reader.ReadDouble(),
            Beta = reader.ReadDouble(),
            L1 = reader.ReadDouble(),
            L2 = reader.ReadDouble(),
            Scaling = FeatureScalingOptions.Read(reader),
        };
        OnlineState.Valid(options.Validate);
        return options;
    }
}
