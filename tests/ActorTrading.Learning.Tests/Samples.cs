namespace ActorTrading.Learning.Tests;

/// <summary>Small seeded training sets.</summary>
internal static class Samples
{
    /// <summary>Rows of standard normal values.</summary>
    public static double[][] Rows(int count, int columns, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, columns).Select(_ => Normal(random)).ToArray())];
    }

    public static Matrix Matrix(double[][] rows) => new([.. rows.SelectMany(r => r)], rows.Length, rows[0].Length);

    public static double[][] RowsOf(Matrix x) => [.. Enumerable.Range(0, x.Rows).Select(i => x.Row(i).ToArray())];

    /// <summary>Classes by the sum of the first two columns, in equal bands from -1.2 to 1.2.</summary>
    public static int[] Labels(Matrix x, int classCount) =>
        [.. Enumerable.Range(0, x.Rows).Select(i => Math.Clamp((int)Math.Floor((x[i, 0] + x[i, 1] + 1.2) / 2.4 * classCount), 0, classCount - 1))];

    /// <summary>Box and Muller, 1958.</summary>
    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
