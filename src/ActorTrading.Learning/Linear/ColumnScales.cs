using System.Globalization;

namespace ActorTrading.Learning.Linear;

/// <summary>
/// Centre and unit in which a solver sees each column of a training set, and the penalty that belongs to a coefficient in that unit.
/// A column whose values differ by rounding alone is constant: its unit is 0, its rows are 0 and its coefficient stays 0.
/// </summary>
internal sealed class ColumnScales
{
    private const double Largest = 1e100;
    private const double Noise = 1e-13;

    /// <param name="standardize">
    /// Whether penalties count coefficients of standardised columns (the unit is the standard deviation), or those of the columns as
    /// they are: then the unit is one at least, since a penalty far over one would make a solver's steps tiny.
    /// </param>
    /// <exception cref="ArgumentException">A value is not finite or over 1e100 in size; the message says where.</exception>
    public ColumnScales(Matrix x, bool standardize, string name)
    {
        Check.Finite(x, name);
        Means = new double[x.Columns];
        Units = new double[x.Columns];
        Penalties = new double[PaddedRows.Stride(x.Columns)];
        Array.Fill(Penalties, 1);
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
                Units[j] += (row[j] - Means[j]) * (row[j] - Means[j]);
            }
        }

        for (var j = 0; j < Means.Length; j++)
        {
            var deviation = Math.Sqrt(Units[j] / x.Rows);
            Units[j] = deviation <= Noise * largest[j] ? 0 : standardize ? deviation : Math.Max(1, deviation);
            Penalties[j] = standardize || Units[j] == 0 ? 1 : 1 / (Units[j] * Units[j]);
        }
    }

    public double[] Means { get; }

    /// <summary>0 for a constant column.</summary>
    public double[] Units { get; }

    /// <summary>Factors of the penalty on squared coefficients; padded with ones.</summary>
    public double[] Penalties { get; }

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

    /// <summary>The rows in those units, followed by <paramref name="extra"/> rows at the centre.</summary>
    public PaddedRows Transform(Matrix x, int extra = 0)
    {
        var z = new PaddedRows(x.Rows + extra, x.Columns);
        for (var i = 0; i < x.Rows; i++)
        {
            var from = x.Row(i);
            var to = z.Values.AsSpan(i * z.Width, z.Width);
            for (var j = 0; j < from.Length; j++)
            {
                to[j] = Units[j] > 0 ? (from[j] - Means[j]) / Units[j] : 0;
            }
        }

        return z;
    }

    private static void InRange(double value, string where, string name)
    {
        if (Math.Abs(value) > Largest)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{where} is {value}; it must be from {-Largest} to {Largest}."), name);
        }
    }
}
