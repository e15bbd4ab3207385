using System.Globalization;

namespace ActorTrading.Learning.Linear;

/// <summary>
/// Mean and standard deviation (divisor: rows) of each column of a training set. A column whose values differ by rounding alone is
/// constant: its deviation counts as 0, it is 0 when standardised and its coefficient stays 0.
/// </summary>
internal sealed class ColumnScales
{
    private const double Largest = 1e100;
    private const double Noise = 1e-13;

    /// <exception cref="ArgumentException">A value is not finite or over 1e100 in size; the message says where.</exception>
    public ColumnScales(Matrix x, string name)
    {
        Check.Finite(x, name);
        Means = new double[x.Columns];
        Deviations = new double[x.Columns];
        var largest = new double[x.Columns];
        for (var i = 0; i < x.Rows; i++)
        {
            var row = x.Row(i);
            for (var j = 0; j < row.Length; j++)
            {
                Means[j] += row[j];
                largest[j] = Math.Max(largest[j], Math.Abs(row[j]));
                InRange(row[j], $"{name}[{i}, {j}]", name);
            }
        }

        for (var j = 0; j < Means.Length; j++)
        {
            Means[j] /= x.Rows;
        }

        for (var i = 0; i < x.Rows; i++)
        {
            var row = x.Row(i);
            for (var j = 0; j < row.Length; j++)
            {
                Deviations[j] += (row[j] - Means[j]) * (row[j] - Means[j]);
            }
        }

        for (var j = 0; j < Means.Length; j++)
        {
            var deviation = Math.Sqrt(Deviations[j] / x.Rows);
            Deviations[j] = deviation > Noise * largest[j] ? deviation : 0;
        }
    }

    public double[] Means { get; }

    public double[] Deviations { get; }

    /// <summary>A target of a fit: finite and of a size whose square is finite too.</summary>
    public static void CheckTarget(ReadOnlySpan<double> y, int rows, string name)
    {
        Check.Length(y.Length, rows, name);
        Check.Finite(y, name);
        for (var i = 0; i < y.Length; i++)
        {
            InRange(y[i], $"{name}[{i}]", name);
        }
    }

    /// <summary>The standardised rows, followed by <paramref name="extra"/> rows at the centre.</summary>
    public PaddedRows Standardize(Matrix x, int extra = 0)
    {
        var z = new PaddedRows(x.Rows + extra, x.Columns);
        for (var i = 0; i < x.Rows; i++)
        {
            var from = x.Row(i);
            var to = z.Values.AsSpan(i * z.Width, z.Width);
            for (var j = 0; j < from.Length; j++)
            {
                to[j] = Deviations[j] > 0 ? (from[j] - Means[j]) / Deviations[j] : 0;
            }
        }

        return z;
    }

    /// <summary>Factors of the penalty on squared coefficients of standardised columns: 1, or what makes it a penalty on those of the raw columns. Padded with ones.</summary>
    public double[] Penalties(bool standardized)
    {
        var penalties = new double[PaddedRows.Stride(Means.Length)];
        Array.Fill(penalties, 1);
        for (var j = 0; j < Means.Length && !standardized; j++)
        {
            penalties[j] = Deviations[j] > 0 ? Math.Min(1 / (Deviations[j] * Deviations[j]), Largest) : 1;
        }

        return penalties;
    }

    private static void InRange(double value, string where, string name)
    {
        if (Math.Abs(value) > Largest)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{where} is {value}; it must be from {-Largest} to {Largest}."), name);
        }
    }
}
