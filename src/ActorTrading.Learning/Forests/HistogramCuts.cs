using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Forests;

/// <summary>The best of all cuts between the bins of a column, missing values on either side. O(rows + bins · width).</summary>
internal sealed class HistogramCuts<TTarget>(TrainingColumns x, TTarget target, double minRows) : ICutFinder
    where TTarget : struct, IForestTarget
{
    private readonly double[] _histogram = new double[(FeatureBins.Missing + 1) * target.Width];
    private readonly double[] _left = new double[target.Width];

    public void Find(ReadOnlySpan<int> rows, int feature, ReadOnlySpan<double> total, ref SplitMix64 random, ref Cut best)
    {
        var cuts = x.Cuts[feature];
        var missing = Slot(FeatureBins.Missing);
        _histogram.AsSpan(0, (cuts.Length + 1) * target.Width).Clear();
        missing.Clear();
        ref var histogram = ref MemoryMarshal.GetArrayDataReference(_histogram);
        ref var code = ref MemoryMarshal.GetArrayDataReference(x.Codes[feature]);
        var width = target.Width;
        foreach (var row in rows)
        {
            target.Add(ref Unsafe.Add(ref histogram, Unsafe.Add(ref code, row) * width), row);
        }

        var someMissing = target.Count(missing) > 0;
        _left.AsSpan().Clear();
        Scan(feature, cuts, total, missingLeft: false, ref best);
        if (someMissing)
        {
            Add(Slot(cuts.Length));
            Try(new Cut(0, feature, double.PositiveInfinity, MissingLeft: false), total, ref best);
            missing.CopyTo(_left);
            Scan(feature, cuts, total, missingLeft: true, ref best);
        }
    }

    private void Scan(int feature, double[] cuts, ReadOnlySpan<double> total, bool missingLeft, ref Cut best)
    {
        for (var b = 0; b < cuts.Length; b++)
        {
            var slot = Slot(b);
            if (target.Count(slot) > 0)
            {
                Add(slot);
                Try(new Cut(0, feature, cuts[b], missingLeft), total, ref best);
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

    private Span<double> Slot(int code) => _histogram.AsSpan(code * target.Width, target.Width);

    private void Add(ReadOnlySpan<double> slot)
    {
        for (var k = 0; k < slot.Length; k++)
        {
            _left[k] += slot[k];
        }
    }
}
