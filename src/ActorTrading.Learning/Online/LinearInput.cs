namespace ActorTrading.Learning.Online;

/// <summary>Rows as linear learners want them: features, standardised or not, then a constant 1 for the offset, then zeros up to a multiple of four.</summary>
internal sealed class LinearInput
{
    private readonly FeatureScalingOptions _options;
    private readonly RunningStandardizer _standardizer;

    public LinearInput(int featureCount, int mostFeatures, FeatureScalingOptions options)
    {
        Check.Range(featureCount, 1, mostFeatures, nameof(featureCount));
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        FeatureCount = featureCount;
        Length = LinearKernel.Padded(featureCount + 1);
        _standardizer = new RunningStandardizer(Length, options.Window, options.Clip);
    }

    public int FeatureCount { get; }

    /// <summary>Length of a prepared row.</summary>
    public int Length { get; }

    /// <summary>Deviation of a prepared column, by which |weights| become comparable; 1 when the features are standardised.</summary>
    public double DeviationOf(int column) => _options.Standardize ? 1 : _standardizer.DeviationOf(column);

    /// <summary>Fills <paramref name="z"/> with the row; <paramref name="x"/> keeps the raw values for <see cref="Update"/>.</summary>
    /// <exception cref="ArgumentException">The row has another length, or a value that cannot be used as it is.</exception>
    public void Prepare(ReadOnlySpan<double> row, Span<double> x, Span<double> z)
    {
        Check.Length(row.Length, FeatureCount, "The row");
        row.CopyTo(x);
        x[FeatureCount..].Clear();
        if (_options.Standardize)
        {
            _standardizer.Transform(x, z);
        }
        else
        {
            foreach (var value in row)
            {
                Check.Range(value, -OnlineState.MaxSize, OnlineState.MaxSize, nameof(row));
            }

            x.CopyTo(z);
        }

        z[FeatureCount] = 1;
    }

    /// <summary>Takes a raw row into the statistics.</summary>
    public void Update(ReadOnlySpan<double> x) => _standardizer.Update(x);

    public void Save(BinaryWriter writer)
    {
        writer.Write(_options.Standardize);
        _standardizer.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        if (reader.ReadBoolean() != _options.Standardize)
        {
            throw new InvalidDataException($"The saved weights are for features that are {(_options.Standardize ? "not " : "")}standardised; this learner's are{(_options.Standardize ? "" : " not")}.");
        }

        _standardizer.Load(reader);
    }
}
