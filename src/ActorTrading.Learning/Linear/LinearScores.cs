namespace ActorTrading.Learning.Linear;

/// <summary>
/// One or more linear forms of a row, offset + Σ slope·(value - centre): the fitted part of every model here. Centred, because an
/// intercept at the origin of columns far away from it would cancel against the slopes and cost digits.
/// </summary>
internal sealed class LinearScores
{
    private const int MaxFeatures = 1 << 20;
    private readonly double[] _centers;

    // [form][feature]
    private readonly double[] _slopes;
    private readonly double[] _offsets;

    private LinearScores(double[] centers, double[] slopes, double[] offsets)
    {
        _centers = centers;
        _slopes = slopes;
        _offsets = offsets;
    }

    public int FeatureCount => _centers.Length;

    public int Count => _offsets.Length;

    /// <summary>Takes coefficients in a solver's units back to the columns' own.</summary>
    /// <param name="weights">[form][padded feature].</param>
    public static LinearScores From(ColumnScales scales, ReadOnlySpan<double> weights, ReadOnlySpan<double> offsets)
    {
        var features = scales.Means.Length;
        var width = PaddedRows.Stride(features);
        var slopes = new double[offsets.Length * features];
        for (var k = 0; k < offsets.Length; k++)
        {
            for (var j = 0; j < features; j++)
            {
                slopes[(k * features) + j] = scales.Units[j] > 0 ? weights[(k * width) + j] / scales.Units[j] : 0;
            }
        }

        return new LinearScores(scales.Means, slopes, offsets.ToArray());
    }

    /// <summary>Form <paramref name="a"/> minus form <paramref name="b"/>.</summary>
    public LinearScores Difference(int a, int b)
    {
        var slopes = new double[FeatureCount];
        for (var j = 0; j < slopes.Length; j++)
        {
            slopes[j] = _slopes[(a * FeatureCount) + j] - _slopes[(b * FeatureCount) + j];
        }

        return new LinearScores(_centers, slopes, [_offsets[a] - _offsets[b]]);
    }

    public IReadOnlyList<double> Coefficients(int form) => new ArraySegment<double>(_slopes, form * FeatureCount, FeatureCount);

    /// <summary>The form's value where every column is 0.</summary>
    public double Intercept(int form)
    {
        var sum = _offsets[form];
        for (var j = 0; j < FeatureCount; j++)
        {
            sum -= _slopes[(form * FeatureCount) + j] * _centers[j];
        }

        return sum;
    }

    /// <summary>The forms' values for one row, summed in the order of the columns.</summary>
    /// <exception cref="ArgumentException">The row has another length, a value is not finite, or the values are so large that a form overflows.</exception>
    public void Score(ReadOnlySpan<double> row, Span<double> scores)
    {
        Check.FiniteRow(row, FeatureCount);
        Check.Length(scores.Length, Count, nameof(scores));
        var centers = _centers;
        for (var k = 0; k < scores.Length; k++)
        {
            var slopes = _slopes.AsSpan(k * centers.Length, centers.Length);
            var sum = _offsets[k];
            for (var j = 0; j < slopes.Length; j++)
            {
                sum += slopes[j] * (row[j] - centers[j]);
            }

            scores[k] = double.IsFinite(sum)
                ? sum
                : throw new ArgumentException("The row is too large: its weighted sum is not finite.", nameof(row));
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Count);
        BinaryState.Write(writer, _centers);
        BinaryState.Write(writer, _slopes);
        BinaryState.Write(writer, _offsets);
    }

    /// <exception cref="InvalidDataException">A count or a value is not possible.</exception>
    public static LinearScores Load(BinaryReader reader, int fewest, int most)
    {
        var count = reader.ReadInRange(fewest, most, "number of linear forms");
        var centers = reader.ReadDoubles(MaxFeatures, "features");
        BinaryState.Expect(Math.Min(centers.Length, 1), 1, "least number of features");
        var slopes = reader.ReadDoubles(count * centers.Length, "coefficients");
        BinaryState.Expect(slopes.Length, count * centers.Length, "number of coefficients");
        var offsets = new double[count];
        reader.ReadInto(offsets, "offsets");
        return AllFinite(centers) && AllFinite(slopes) && AllFinite(offsets)
            ? new LinearScores(centers, slopes, offsets)
            : throw new InvalidDataException("A saved coefficient is not finite.");
    }

    private static bool AllFinite(double[] values) => Array.TrueForAll(values, double.IsFinite);
}
