namespace ActorTrading.Learning.Forests;

/// <summary>
/// One cut per column, drawn evenly between the least and the greatest value of the node (Geurts, Ernst and Wehenkel 2006);
/// missing values go to the side that suits them best, or stand alone. O(rows).
/// </summary>
internal sealed class RandomCuts<TTarget>(TrainingColumns x, TTarget target, double minRows) : ICutFinder
    where TTarget : struct, IForestTarget
{
    private readonly double[] _left = new double[target.Width];
    private readonly double[] _missing = new double[target.Width];

    public void Find(ReadOnlySpan<int> rows, int feature, ReadOnlySpan<double> total, ref SplitMix64 random, ref Cut best)
    {
        var values = x.Values[feature];
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        _missing.AsSpan().Clear();
        var someMissing = false;
        foreach (var row in rows)
        {
            var value = values[row];
            if (double.IsNaN(value))
            {
                someMissing = true;
                target.Add(ref _missing[0], row);
            }
            else
            {
                low = value < low ? value : low;
                high = value > high ? value : high;
            }
        }

        if (someMissing)
        {
            for (var k = 0; k < _left.Length; k++)
            {
                _left[k] = total[k] - _missing[k];
            }

            Try(new Cut(0, feature, double.PositiveInfinity, MissingLeft: false), total, ref best);
        }

        if (!(low < high))
        {
            return;
        }

        var threshold = Cut.DrawThreshold(low, high, ref random);
        SumBelow(rows, values, threshold);
        Try(new Cut(0, feature, threshold, MissingLeft: false), total, ref best);
        if (someMissing)
        {
            for (var k = 0; k < _left.Length; k++)
            {
                _left[k] += _missing[k];
            }

            Try(new Cut(0, feature, threshold, MissingLeft: true), total, ref best);
        }
    }

    private void SumBelow(ReadOnlySpan<int> rows, double[] values, double threshold)
    {
        _left.AsSpan().Clear();
        foreach (var row in rows)
        {
            if (values[row] < threshold)
            {
                target.Add(ref _left[0], row);
            }
        }
    }

    private void Try(Cut cut, ReadOnlySpan<double> total, ref Cut best)
    {
        var score = target.CutScore(_left, total, minRows);
        if (score > best.Score)
        {
            best = cut with { Score = score };
        }
    }
}
