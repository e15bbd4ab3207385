using System.Globalization;

namespace ActorTrading.Learning;

/// <summary>Range checks whose messages name the field, the value and what would be right.</summary>
internal static class Check
{
    public static void Range(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high))
        {
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be from {low} to {high}."));
        }
    }

    public static void Length(int found, int expected, string name)
    {
        if (found != expected)
        {
            throw new ArgumentException($"{name} has {found} values; {expected} are needed.", name);
        }
    }

    /// <summary>A class distribution: every value from 0 to 1, give or take the last bits of a sum.</summary>
    public static void Distribution(ReadOnlySpan<double> probabilities, string name)
    {
        foreach (var value in probabilities)
        {
            Range(value, 0, 1 + 1e-9, name);
        }
    }

    public static void Label(int label, int classCount)
    {
        if ((uint)label >= (uint)classCount)
        {
            throw new ArgumentOutOfRangeException(nameof(label), label, $"The label is {label}; it must be from 0 to {classCount - 1}.");
        }
    }

    /// <summary>Rows and columns of a training set, every value finite.</summary>
    public static void Finite(Matrix x, string name)
    {
        Shape(x, name);
        var values = x.Values.AsSpan();
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw NotFinite($"{name}[{i / x.Columns}, {i % x.Columns}]", values[i], name);
            }
        }
    }

    public static void Finite(ReadOnlySpan<double> values, string name)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw NotFinite($"{name}[{i}]", values[i], name);
            }
        }
    }

    /// <summary>Values where NaN stands for a missing one.</summary>
    public static void NotInfinite(Matrix x, string name)
    {
        Shape(x, name);
        var values = x.Values.AsSpan();
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsInfinity(values[i]))
            {
                throw NotFinite($"{name}[{i / x.Columns}, {i % x.Columns}]", values[i], name);
            }
        }
    }

    /// <summary>One row that a model is asked about.</summary>
    public static void FiniteRow(ReadOnlySpan<double> row, int featureCount)
    {
        Length(row.Length, featureCount, nameof(row));
        Finite(row, nameof(row));
    }

    public static void Shape(Matrix x, string name)
    {
        ArgumentNullException.ThrowIfNull(x, name);
        if (x.Rows == 0 || x.Columns == 0)
        {
            throw new ArgumentException($"{name} is {x.Rows} x {x.Columns}; at least one row and one column are needed.", name);
        }
    }

    /// <summary>One label a row, each below the number of classes, and more than one class among them.</summary>
    public static void Labels(ReadOnlySpan<int> labels, int rows, int classCount, string name)
    {
        Length(labels.Length, rows, name);
        var first = rows > 0 ? labels[0] : 0;
        var several = false;
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount)
            {
                throw new ArgumentOutOfRangeException(name, labels[i], $"{name}[{i}] is {labels[i]}; it must be from 0 to {classCount - 1}.");
            }

            several |= labels[i] != first;
        }

        if (!several)
        {
            throw new ArgumentException($"{name} holds class {first} alone; at least two classes are needed to tell apart.", name);
        }
    }

    private static ArgumentException NotFinite(string where, double value, string name) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{where} is {value}; it must be finite."), name);
}
