using System.Runtime.CompilerServices;

namespace ActorTrading.Learning.Forests;

/// <summary>Class counts: Gini impurity n - Σ nₖ² / n, leaves are class shares.</summary>
internal readonly struct ClassTarget(int[] y, int classCount) : IForestTarget
{
    public int Width => classCount;

    public int Outputs => classCount;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref double sums, int row) => Unsafe.Add(ref sums, y[row]) += 1;

    public double Count(ReadOnlySpan<double> sums)
    {
        var count = 0.0;
        foreach (var n in sums)
        {
            count += n;
        }

        return count;
    }

    public double Score(ReadOnlySpan<double> sums)
    {
        var squares = 0.0;
        foreach (var n in sums)
        {
            squares += n * n;
        }

        return squares / Count(sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double CutScore(ReadOnlySpan<double> left, ReadOnlySpan<double> total, double minRows)
    {
        var (rowsLeft, rowsRight, squaresLeft, squaresRight) = (0.0, 0.0, 0.0, 0.0);
        for (var k = 0; k < left.Length; k++)
        {
            var l = left[k];
            var r = total[k] - l;
            rowsLeft += l;
            rowsRight += r;
            squaresLeft += l * l;
            squaresRight += r * r;
        }

        return rowsLeft >= minRows && rowsRight >= minRows ? (squaresLeft / rowsLeft) + (squaresRight / rowsRight) : double.NegativeInfinity;
    }

    public void Value(ReadOnlySpan<double> sums, Span<double> value)
    {
        var count = Count(sums);
        for (var k = 0; k < value.Length; k++)
        {
            value[k] = sums[k] / count;
        }
    }
}
