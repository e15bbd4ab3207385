namespace ActorTrading.Learning.Novelty;

/// <summary>
/// Robust Mahalanobis distance (1936) of a row from the training data: z = (x - median) / deviation by column, deviation from the
/// median absolute one; distance = sqrt(z' · S⁻¹ · z / columns), S the correlation-like matrix of clipped z, shrunk to its diagonal
/// (Ledoit and Wolf 2004 in spirit, with a given share). Calibrated to the quantiles that the training rows themselves have.
/// </summary>
/// <remarks>
/// A missing value (NaN) counts as the median: it is not new by itself. A column that never varied counts the clip limit where it
/// differs. Fit O(rows · columns²), one row O(columns²) without allocation up to 128 columns.
/// </remarks>
public sealed class NoveltyModel : ISavedModel<NoveltyModel>
{
    private const byte FormatVersion = 1;
    private const int MaxColumns = 4096;
    private const int MaxQuantiles = 257;

    /// <summary>Deviations count up to here, so that squares stay finite.</summary>
    private const double Farthest = 1e9;
    private readonly NoveltyOptions _options;
    private readonly double[] _medians;
    private readonly double[] _deviations;

    // Lower triangle of the inverse of S's Cholesky factor, row by row: distance² is the squared length of its product with z.
    private readonly double[] _whitening;

    // Distances of the training rows at even steps of their rank, ascending.
    private readonly double[] _quantiles;
    private readonly long _rows;
    private readonly double _usual;

    private NoveltyModel(NoveltyOptions options, double[] medians, double[] deviations, double[] whitening, double[] quantiles, long rows, double usual)
    {
        _options = options;
        _medians = medians;
        _deviations = deviations;
        _whitening = whitening;
        _quantiles = quantiles;
        _rows = rows;
        _usual = usual;
    }

    public static string Kind => "novelty";

    public int FeatureCount => _medians.Length;

    /// <summary>Distance up to which a row is familiar without reservation.</summary>
    public double UsualDistance => _usual;

    /// <summary>Learns what usual rows look like. Deterministic.</summary>
    /// <param name="x">Training rows of the model that is to be judged; NaN is a missing value.</param>
    /// <exception cref="ArgumentException">No rows, an infinite value, or an option out of range.</exception>
    public static NoveltyModel Fit(Matrix x, NoveltyOptions? options = null)
    {
        options ??= new NoveltyOptions();
        options.Validate();
        Check.NotInfinite(x, nameof(x));
        Check.Range(x.Columns, 1, MaxColumns, "number of columns");
        var (medians, deviations) = (new double[x.Columns], new double[x.Columns]);
        for (var j = 0; j < x.Columns; j++)
        {
            (medians[j], deviations[j]) = RobustColumn.Of(x, j);
        }

        var model = new NoveltyModel(options, medians, deviations, Whitening(x, medians, deviations, options), [], x.Rows, 1);
        var distances = new double[x.Rows];
        for (var i = 0; i < x.Rows; i++)
        {
            distances[i] = model.Distance(x.Row(i));
        }

        Array.Sort(distances);
        var quantiles = new double[Math.Min(x.Rows, MaxQuantiles)];
        for (var q = 0; q < quantiles.Length; q++)
        {
            quantiles[q] = distances[quantiles.Length > 1 ? (int)((long)q * (x.Rows - 1) / (quantiles.Length - 1)) : 0];
        }

        var usual = distances[Math.Clamp((int)Math.Ceiling(options.FamiliarShare * x.Rows) - 1, 0, x.Rows - 1)];

        // Rows that are all alike have no distance; half a deviation keeps the quotient sensible.
        return new NoveltyModel(options, medians, deviations, model._whitening, quantiles, x.Rows, Math.Max(usual, 0.5));
    }

    /// <summary>Measures one row. Pure; from several threads at once if need be.</summary>
    /// <exception cref="ArgumentException">Another number of columns, or an infinite value.</exception>
    public NoveltyReading Measure(ReadOnlySpan<double> row)
    {
        var distance = Distance(row);
        var farthest = _quantiles[^1];
        var score = distance > farthest
            ? 1 - (farthest / distance / (_rows + 1))
            : Rank(distance) * _rows / (_rows + 1);
        return new NoveltyReading(distance, score, distance > _usual ? _usual / distance : 1);
    }

    /// <summary>Distance, score and familiarity of each row, to the bit as one by one; [row, 3].</summary>
    public Matrix Measure(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var readings = new Matrix(x.Rows, 3);
        for (var i = 0; i < x.Rows; i++)
        {
            var reading = Measure(x.Row(i));
            (readings[i, 0], readings[i, 1], readings[i, 2]) = (reading.Distance, reading.Score, reading.Familiarity);
        }

        return readings;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(_options.FamiliarShare);
        writer.Write(_options.Shrinkage);
        writer.Write(_options.Clip);
        writer.Write(_rows);
        writer.Write(_usual);
        BinaryState.Write(writer, _medians);
        BinaryState.Write(writer, _deviations);
        BinaryState.Write(writer, _whitening);
        BinaryState.Write(writer, _quantiles);
    }

    public static NoveltyModel Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "novelty model");
        var options = BinaryState.Valid(
            new NoveltyOptions { FamiliarShare = reader.ReadDouble(), Shrinkage = reader.ReadDouble(), Clip = reader.ReadDouble() },
            read => read.Validate());
        var rows = reader.ReadInt64();
        var usual = reader.ReadDouble();
        var medians = Read(reader, 1, MaxColumns, -1e300, "column medians");
        var deviations = Read(reader, medians.Length, medians.Length, 0, "column deviations");
        var triangle = medians.Length * (medians.Length + 1) / 2;
        var whitening = Read(reader, triangle, triangle, -1e6, "whitening", 1e6);
        var quantiles = Read(reader, 1, MaxQuantiles, 0, "distance quantiles");
        var ascending = rows is > 0 and <= int.MaxValue && usual is >= 0.5 and <= 1e300;
        for (var q = 1; q < quantiles.Length; q++)
        {
            ascending &= quantiles[q] >= quantiles[q - 1];
        }

        return ascending
            ? new NoveltyModel(options, medians, deviations, whitening, quantiles, rows, usual)
            : throw new InvalidDataException($"The saved distances of {rows} rows do not ascend, or the usual one ({usual:R}) is out of range.");
    }

    private static double[] Read(BinaryReader reader, int least, int most, double low, string what, double high = 1e300)
    {
        var values = new double[reader.ReadInRange(least, most, $"number of {what}")];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadDouble();
            if (!(values[i] >= low && values[i] <= high))
            {
                throw new InvalidDataException($"Value {i} of the saved {what} is {values[i]:R}; it must be from {low:R} to {high:R}.");
            }
        }

        return values;
    }

    private static double Deviation(double value, double median, double deviation, double whenNeverVaried, double limit)
    {
        if (double.IsInfinity(value))
        {
            throw new ArgumentException($"A value of the row is {value}; it must be finite, or NaN if it is missing.", nameof(value));
        }

        var difference = value - median;
        return double.IsNaN(value) || difference == 0 ? 0
            : deviation > 0 ? Math.Clamp(difference / deviation, -limit, limit)
            : Math.CopySign(whenNeverVaried, difference);
    }

    private static double[] Whitening(Matrix x, double[] medians, double[] deviations, NoveltyOptions options)
    {
        var size = medians.Length;
        var s = new double[size * size];
        var z = new double[size];
        for (var row = 0; row < x.Rows; row++)
        {
            for (var j = 0; j < size; j++)
            {
                z[j] = Deviation(x[row, j], medians[j], deviations[j], options.Clip, options.Clip);
            }

            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    s[(i * size) + j] += z[i] * z[j] / x.Rows;
                }
            }
        }

        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < i; j++)
            {
                s[(i * size) + j] *= 1 - options.Shrinkage;
            }

            // Columns without any spread measure in units of the deviation itself.
            s[(i * size) + i] = s[(i * size) + i] > 1e-3 ? s[(i * size) + i] : 1;
        }

        return InverseFactor.Of(s, size);
    }

    private double Distance(ReadOnlySpan<double> row)
    {
        Check.Length(row.Length, FeatureCount, nameof(row));
        Span<double> z = row.Length <= 128 ? stackalloc double[row.Length] : new double[row.Length];
        for (var j = 0; j < row.Length; j++)
        {
            z[j] = Deviation(row[j], _medians[j], _deviations[j], _options.Clip, Farthest);
        }

        var sum = 0.0;
        var at = 0;
        for (var i = 0; i < row.Length; i++)
        {
            var white = 0.0;
            for (var j = 0; j <= i; j++)
            {
                white += _whitening[at++] * z[j];
            }

            sum += white * white;
        }

        return Math.Sqrt(sum / row.Length);
    }

    /// <summary>Share of the training distances under one that is not beyond them all.</summary>
    private double Rank(double distance)
    {
        if (_quantiles.Length == 1)
        {
            return distance >= _quantiles[0] ? 1 : distance / Math.Max(_quantiles[0], double.Epsilon);
        }

        var at = Array.BinarySearch(_quantiles, distance);
        at = at >= 0 ? at : ~at - 1;
        if (at < 0)
        {
            return 0;
        }

        var (low, high) = (_quantiles[at], _quantiles[Math.Min(at + 1, _quantiles.Length - 1)]);
        var part = high > low ? (distance - low) / (high - low) : 0;
        return Math.Min(1, (at + part) / (_quantiles.Length - 1));
    }
}
