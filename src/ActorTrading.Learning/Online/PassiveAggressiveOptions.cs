namespace ActorTrading.Learning.Online;

/// <summary>How <see cref="PassiveAggressiveClassifier"/> and <see cref="PassiveAggressiveRegressor"/> learn. The names follow the paper.</summary>
public sealed record PassiveAggressiveOptions
{
    /// <summary>Default PA-I.</summary>
    public PassiveAggressiveVariant Variant { get; init; } = PassiveAggressiveVariant.I;

    /// <summary>Aggressiveness, 1e-9 to 1e9. Default 0.01: where labels are mostly noise, timid steps are the better ones.</summary>
    public double C { get; init; } = 0.01;

    /// <summary>
    /// Errors of the regressor up to this cost nothing, 0 to 1e9; in standard deviations of the target where features are
    /// standardised, else in the target's unit. Default 0.1.
    /// </summary>
    public double Epsilon { get; init; } = 0.1;

    /// <summary>How features are scaled.</summary>
    public FeatureScalingOptions Scaling { get; init; } = new();

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range((int)Variant, 0, 1, nameof(Variant));
        Check.Range(C, 1e-9, 1e9, nameof(C));
        Check.Range(Epsilon, 0, 1e9, nameof(Epsilon));
        Scaling.Validate();
    }

    /// <summary>Length of the step along a row of squared length <paramref name="square"/>.</summary>
    internal double Step(double loss, double square) => Variant == PassiveAggressiveVariant.I
        ? Math.Min(C, loss / square)
        : loss / (square + (1 / (2 * C)));

    internal void Write(BinaryWriter writer)
    {
        writer.Write((byte)Variant);
        writer.Write(C);
        writer.Write(Epsilon);
        Scaling.Write(writer);
    }

    internal static PassiveAggressiveOptions Read(BinaryReader reader)
    {
        var options = new PassiveAggressiveOptions
        {
            Variant = (PassiveAggressiveVariant)reader.ReadByte(),
            C = reader.ReadDouble(),
            Epsilon = reader.ReadDouble(),
            Scaling = FeatureScalingOptions.Read(reader),
        };
        OnlineState.Valid(options.Validate);
        return options;
    }
}
