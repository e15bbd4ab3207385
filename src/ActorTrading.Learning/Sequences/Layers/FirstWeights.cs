namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>Seeded first weights. Made of additions, multiplications and square roots alone, so that every machine draws the same.</summary>
internal static class FirstWeights
{
    /// <summary>Uniform with variance 2 / (inputs + outputs) (Glorot and Bengio 2010), into the columns from <paramref name="column"/> on.</summary>
    public static void Glorot(Span<float> matrix, int stride, int column, int inputs, int outputs, ref SplitMix64 random) =>
        Uniform(matrix, stride, column, inputs, outputs, Math.Sqrt(6.0 / (inputs + outputs)), ref random);

    public static void Uniform(Span<float> matrix, int stride, int column, int rows, int columns, double limit, ref SplitMix64 random)
    {
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                matrix[(i * stride) + column + j] = (float)(((2 * random.NextDouble()) - 1) * limit);
            }
        }
    }

    /// <summary>
    /// A random orthogonal square (Saxe et al. 2014): Gram and Schmidt's method on nearly normal rows. It keeps the length of what
    /// passes through it, so that neither signal nor gradient fades at the first steps.
    /// </summary>
    public static void Orthogonal(Span<float> matrix, int stride, int column, int size, ref SplitMix64 random)
    {
        var rows = new double[size][];
        for (var i = 0; i < size; i++)
        {
            var row = new double[size];
            do
            {
                Normal(row, ref random);
                for (var k = 0; k < i; k++)
                {
                    AddTimes(row, rows[k], -Dot(row, rows[k]));
                }
            }
            while (Dot(row, row) < 1e-6);
            var scale = 1 / Math.Sqrt(Dot(row, row));
            for (var j = 0; j < size; j++)
            {
                row[j] *= scale;
                matrix[(i * stride) + column + j] = (float)row[j];
            }

            rows[i] = row;
        }
    }

    /// <summary>Sums of twelve uniform values less six: mean 0, variance 1.</summary>
    private static void Normal(double[] row, ref SplitMix64 random)
    {
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = -6;
            for (var k = 0; k < 12; k++)
            {
                row[j] += random.NextDouble();
            }
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void AddTimes(double[] a, double[] b, double factor)
    {
        for (var i = 0; i < a.Length; i++)
        {
            a[i] += factor * b[i];
        }
    }
}
