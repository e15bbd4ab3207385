namespace ActorTrading.Learning.Drift;

/// <summary>
/// Population stability index: sum of (a - e) · ln(a / e) over the quantile bins of a reference sample, e its shares and a those
/// of another sample. By custom below 0.1 is stable, to 0.25 moderate, above a major change.
/// </summary>
/// <remarks>Of two samples of n and m values from one distribution the index is about (bins - 1) · (1/n + 1/m): do not ask it about few values.</remarks>
public sealed class PopulationStability
{
    /// <summary>Share that an empty bin counts as, so that the index stays finite.</summary>
    public const double Floor = 1e-4;

    private const byte FormatVersion = 1;
    private const int MaxBins = 1000;
    private readonly double[] _edges;
    private readonly double[] _shares;

    private PopulationStability(double[] edges, double[] shares)
    {
        _edges = edges;
        _shares = shares;
    }

    /// <summary>Upper edges of all bins but the last, ascending; a value equal to an edge is below it.</summary>
    public ReadOnlySpan<double> Edges => _edges;

    /// <summary>The reference's share per bin, one more than there are edges, sum 1.</summary>
    public ReadOnlySpan<double> Shares => _shares;

    /// <summary>Cuts the reference at its quantiles; fewer bins where many values are equal. O(n · log n).</summary>
    /// <param name="bins">2 to 1,000. Default 10.</param>
    /// <exception cref="ArgumentException">No value, one that is not finite, or the number of bins out of range.</exception>
    public static PopulationStability Fit(ReadOnlySpan<double> reference, int bins = 10)
    {
        Check.Range(bins, 2, MaxBins, nameof(bins));
        Check.Range(reference.Length, 1, int.MaxValue, "number of reference values");
        Check.Finite(reference, nameof(reference));
        var sorted = reference.ToArray();
        sorted.AsSpan().Sort();
        var edges = new List<double>();
        for (var i = 1; i < bins; i++)
        {
            var edge = sorted[(int)Math.Max(0, Math.Ceiling((double)i / bins * sorted.Length) - 1)];
            if (edges.Count == 0 && edge == sorted[0])
            {
                // The least value fills a bin by itself: what is less must not hide in it.
                edges.Add(Math.BitDecrement(edge));
            }

            if (edges.Count == 0 || edge > edges[^1])
            {
                edges.Add(edge);
            }
        }

        var model = new PopulationStability([.. edges], new double[edges.Count + 1]);
        model.FillShares(reference, model._shares);
        return model;
    }

    /// <summary>The index of two lists of shares.</summary>
    /// <param name="expected">Shares of the reference, each from 0; counted as at least <see cref="Floor"/>.</param>
    /// <param name="actual">As many shares of the other sample.</param>
    public static double Index(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Check.Length(actual.Length, expected.Length, nameof(actual));
        var sum = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            Check.Range(expected[i], 0, 1, nameof(expected));
            Check.Range(actual[i], 0, 1, nameof(actual));
            var e = Math.Max(expected[i], Floor);
            var a = Math.Max(actual[i], Floor);
            sum += (a - e) * Math.Log(a / e);
        }

        return sum;
    }

    /// <summary>The index of a sample against the reference. O(values · log bins).</summary>
    /// <exception cref="ArgumentException">No value, or one that is not finite.</exception>
    public double Index(ReadOnlySpan<double> actual)
    {
        Check.Range(actual.Length, 1, int.MaxValue, "number of values");
        Check.Finite(actual, nameof(actual));
        Span<double> shares = _shares.Length <= 128 ? stackalloc double[_shares.Length] : new double[_shares.Length];
        FillShares(actual, shares);
        return Index(_shares, shares);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        BinaryState.Write(writer, _edges);
        BinaryState.Write(writer, _shares);
    }

    /// <exception cref="InvalidDataException">Not such a reference.</exception>
    public static PopulationStability Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "population reference");
        var edges = reader.ReadDoubles(MaxBins, "bin edges");
        var shares = new double[edges.Length + 1];
        reader.ReadInto(shares, "bin shares");
        for (var i = 0; i < edges.Length; i++)
        {
            if (!double.IsFinite(edges[i]) || (i > 0 && !(edges[i] > edges[i - 1])))
            {
                throw new InvalidDataException($"The saved bin edge {i} is {edges[i]:R}; edges must ascend and be finite.");
            }
        }

        foreach (var share in shares)
        {
            if (!(share is >= 0 and <= 1))
            {
                throw new InvalidDataException($"A saved bin share is {share:R}; it must be from 0 to 1.");
            }
        }

        return new PopulationStability(edges, shares);
    }

    private void FillShares(ReadOnlySpan<double> values, Span<double> shares)
    {
        shares.Clear();
        foreach (var value in values)
        {
            var at = _edges.AsSpan().BinarySearch(value);
            shares[at < 0 ? ~at : at]++;
        }

        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] /= values.Length;
        }
    }
}
