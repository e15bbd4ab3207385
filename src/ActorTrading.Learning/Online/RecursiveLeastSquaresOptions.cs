namespace ActorTrading.Learning.Online;

/// <summary>How <see cref="RecursiveLeastSquares"/> learns.</summary>
public sealed record RecursiveLeastSquaresOptions
{
    /// <summary>Factor on the weight of every earlier row, 0.9 to 1; 1 forgets nothing, 0.999 about 1,000 rows back. Default 0.999.</summary>
    public double Forgetting { get; init; } = 0.999;

    /// <summary>Ridge penalty on all weights, the offset too, in squared feature units; 1e-9 to 1e9. It is not forgotten. Default 1.</summary>
    public double Ridge { get; init; } = 1;

    /// <summary>How features are scaled.</summary>
    public FeatureScalingOptions Scaling { get; init; } = new();

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(Forgetting, 0.9, 1, nameof(Forgetting));
        Check.Range(Ridge, 1e-9, 1e9, nameof(Ridge));
        Scaling.Validate();
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(Forgetting);
        writer.Write(Ridge);
        Scaling.Write(writer);
    }

    internal static RecursiveLeastSquaresOptions Read(BinaryReader reader)
    {
        var options = new RecursiveLeastSquaresOptions
        {
            Forgetting = reader.ReadDouble(),
            Ridge = reader.ReadDouble(),
            Scaling = FeatureScalingOptions.Read(reader),
        };
        OnlineState.Valid(options.Validate);
        return options;
    }
}
