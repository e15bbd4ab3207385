using System.Runtime.CompilerServices;

namespace ActorTrading.Learning.Forests;

/// <summary>Count and sum of numbers around their overall mean: squared error Σy² - (Σy)² / n, leaves are means.</summary>
internal readonly struct NumberTarget : IForestTarget
{
    private readonly double[] _centred;
    private readonly double _mean;

    public NumberTarget(double[] y)
    {
        var sum = 0.0;
        foreach (var value in y)
        {
            sum += value;
        }

        // Around zero, the sums keep the digits in which the rows differ.
        var mean = sum / y.Length;
        _mean = mean;
        _centred = [.. y.Select(v => v - mean)];
    }

    public int Width => 2;

    public int Outputs => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref double sums, int row)
    {
        sums += 1;
        Unsafe.Add(ref sums, 1) += _centred[row];
    }

    public double Count(ReadOnlySpan<double> sums) => sums[0];

    public double Score(ReadOnlySpan<double> sums) => sums[1] * sums[1] / sums[0];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double CutScore(ReadOnlySpan<double> left, ReadOnlySpan<double> total, double minRows)
    {
        var rowsRight = total[0] - left[0];
        var right = total[1] - left[1];
        return left[0] >= minRows && rowsRight >= minRows ? (left[1] * left[1] / left[0]) + (right * right / rowsRight) : double.NegativeInfinity;
    }

    public void Value(ReadOnlySpan<double> sums, Span<double> value) => value[0] = _mean + (sums[1] / sums[0]);
}
