namespace ActorTrading.Learning.Linear;

/// <summary>How <see cref="LogisticRegression"/> and <see cref="SoftmaxRegression"/> are fitted.</summary>
public sealed record LogisticOptions
{
    /// <summary>Half of this penalises the squared coefficients beside the summed log-loss (1/C of scikit-learn), 1e-8 to 1e12; over 0, because separable classes have no finite answer without it. Default 1.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>Whether the penalty counts coefficients of standardised columns, so that units do not matter; false: of the columns as they are, as scikit-learn does. Default true.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>The fit ends when no component of the gradient of the mean loss is larger, 1e-12 to 0.1. Default 1e-8.</summary>
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>Most steps of the optimiser, 1 to 1,000,000. Default 1,000.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range its description gives.</exception>
    public void Validate()
    {
        Check.Range(L2, 1e-8, 1e12, nameof(L2));
        Check.Range(Tolerance, 1e-12, 0.1, nameof(Tolerance));
        Check.Range(MaxIterations, 1, 1_000_000, nameof(MaxIterations));
    }

    internal void Save(BinaryWriter writer)
    {
        writer.Write(L2);
        writer.Write(Standardize);
        writer.Write(Tolerance);
        writer.Write(MaxIterations);
    }

    internal static LogisticOptions Load(BinaryReader reader) => BinaryState.Valid(
        new LogisticOptions
        {
            L2 = reader.ReadDouble(),
            Standardize = reader.ReadBoolean(),
            Tolerance = reader.ReadDouble(),
            MaxIterations = reader.ReadInt32(),
        },
        o => o.Validate());
}
