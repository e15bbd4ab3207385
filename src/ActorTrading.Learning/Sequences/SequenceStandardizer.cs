namespace ActorTrading.Learning.Sequences;

/// <summary>
/// Each column less its mean over the training rows, divided by their deviation, cut at 10 deviations: a value far outside what
/// was seen should not decide alone. A column that did not vary becomes 0.
/// </summary>
internal sealed class SequenceStandardizer
{
    private const float Bound = 10;
    private readonly double[] _means;
    private readonly double[] _scales;

    private SequenceStandardizer(double[] means, double[] scales)
    {
        _means = means;
        _scales = scales;
    }

    public int FeatureCount => _means.Length;

    /// <summary>Statistics of the rows that the windows read, each row counted once (Welford 1962).</summary>
    /// <exception cref="ArgumentException">The values of a column are so large that their variance is no number.</exception>
    public static SequenceStandardizer Of(SequenceSet set)
    {
        var means = new double[set.Rows.Columns];
        var scales = new double[set.Rows.Columns];
        var count = 0;
        for (var i = 0; i < set.Rows.Rows; i++)
        {
            if (!set.Read[i])
            {
                continue;
            }

            count++;
            var row = set.Rows.Row(i);
            for (var j = 0; j < row.Length; j++)
            {
                var apart = row[j] - means[j];
                means[j] += apart / count;
                scales[j] += apart * (row[j] - means[j]);
            }
        }

        for (var j = 0; j < means.Length; j++)
        {
            if (!double.IsFinite(scales[j]))
            {
                throw new ArgumentException($"Column {j} of the rows holds values too large for a variance; scale it down.", nameof(set));
            }

            var deviation = Math.Sqrt(scales[j] / count);

            // Below this the deviation is rounding of the mean, not variation.
            scales[j] = deviation > 1e-12 * Math.Abs(means[j]) && deviation > 1e-150 ? 1 / deviation : 0;
        }

        return new SequenceStandardizer(means, scales);
    }

    /// <param name="values">Whole rows, finite.</param>
    public void Transform(ReadOnlySpan<double> values, Span<float> standardised)
    {
        var (means, scales) = (_means, _scales);
        for (var start = 0; start < values.Length; start += means.Length)
        {
            var row = values.Slice(start, means.Length);
            var to = standardised.Slice(start, means.Length);
            for (var j = 0; j < row.Length; j++)
            {
                // A difference beyond all numbers times a scale of zero would be none.
                to[j] = scales[j] == 0 ? 0 : (float)Math.Min(Math.Max((row[j] - means[j]) * scales[j], -Bound), Bound);
            }
        }
    }

    public void Save(BinaryWriter writer)
    {
        BinaryState.Write(writer, _means);
        BinaryState.Write(writer, _scales);
    }

    public static SequenceStandardizer Load(BinaryReader reader, int limit)
    {
        var means = reader.ReadDoubles(limit, "column means");
        var scales = new double[means.Length];
        reader.ReadInto(scales, "column scales");
        for (var j = 0; j < means.Length; j++)
        {
            if (!double.IsFinite(means[j]) || !double.IsFinite(scales[j]) || scales[j] < 0)
            {
                throw new InvalidDataException($"The saved mean and scale of column {j} are not finite numbers from 0.");
            }
        }

        return new SequenceStandardizer(means, scales);
    }
}
