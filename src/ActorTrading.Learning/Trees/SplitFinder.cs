using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ActorTrading.Learning.Trees;

/// <summary>
/// Best cut of one feature from its histogram. A histogram slot, like every sum of gradients here, is one 64-bit word:
/// the quantised first derivative in the upper half (signed), the second in the lower half (unsigned). Integer sums are
/// exact, so neither order nor thread count can change a tree.
/// </summary>
/// <param name="gradientUnit">First derivative of one in the upper half.</param>
/// <param name="hessianUnit">Second derivative of one in the lower half.</param>
internal readonly struct SplitFinder(double gradientUnit, double hessianUnit, BoostingOptions options)
{
    private readonly double _l1 = options.L1;
    private readonly double _l2 = options.L2;

    // A child whose second derivatives round to nothing has no Newton step, whatever the options allow.
    private readonly double _minChildWeight = Math.Max(options.MinChildWeight, hessianUnit);
    private readonly MonotoneConstraints _signs = options.Monotone;

    /// <summary>Looks through all cuts; replaces <paramref name="best"/> when one has a strictly higher score.</summary>
    /// <param name="histogram">256 slots; the last one holds the missing values.</param>
    /// <param name="bins">Slots in use for present values.</param>
    /// <param name="bounds">What the node's leaves must keep to.</param>
    public void Find(ref long histogram, int feature, int bins, long total, LeafBounds bounds, ref SplitCandidate best)
    {
        var missing = Unsafe.Add(ref histogram, FeatureBins.Missing);
        var isFree = _signs.Count == 0;
        var sign = Sign(feature);
        var bestScore = best.Score;
        var bestBin = -1;
        var bestDefaultLeft = false;
        long bestLeft = 0;
        long left = 0;
        for (var first = 0; first < bins - 1; first += Vector512<long>.Count)
        {
            var promising = isFree && Vector512.IsHardwareAccelerated
                ? Promising(Vector512.LoadUnsafe(ref histogram, (nuint)first), ref left, total, missing, bestScore)
                : byte.MaxValue;
            var end = Math.Min(first + Vector512<long>.Count, bins - 1);
            for (var b = first; promising != 0 && b < end; b++)
            {
                var slot = Unsafe.Add(ref histogram, b);
                if (slot == 0)
                {
                    continue;
                }

                left += slot;
                if (isFree ? Improves(left, total - left, ref bestScore) : Improves(left, total - left, sign, bounds, ref bestScore))
                {
                    (bestBin, bestDefaultLeft, bestLeft) = (b, false, left);
                }

                var with = left + missing;
                if (missing != 0 && (isFree ? Improves(with, total - with, ref bestScore) : Improves(with, total - with, sign, bounds, ref bestScore)))
                {
                    (bestBin, bestDefaultLeft, bestLeft) = (b, true, with);
                }
            }
        }

        if (bestBin >= 0)
        {
            // Where no missing value was seen, a later one goes with the majority.
            var defaultLeft = missing == 0 ? (uint)bestLeft >= (uint)(total - bestLeft) : bestDefaultLeft;
            best = new SplitCandidate(bestScore, feature, (byte)bestBin, defaultLeft, bestLeft);
        }
    }

    /// <summary>What a leaf of these sums lowers the loss by, times two: G² / (H + L2), G shrunk by L1, where the bounds leave it its Newton step.</summary>
    public double Score(long sum, LeafBounds bounds)
    {
        if (_signs.Count > 0)
        {
            return ScoreAt(sum, Weight(sum, bounds));
        }

        var g = Shrink(Gradient(sum));
        var h = Hessian(sum) + _l2;
        return h > 0 ? g * g / h : 0;
    }

    /// <summary>-G / (H + L2), the leaf's Newton step (Chen and Guestrin 2016, equation 5), kept within the bounds.</summary>
    public double Weight(long sum, LeafBounds bounds)
    {
        var h = Hessian(sum) + _l2;
        return bounds.Clamp(h > 0 ? -Shrink(Gradient(sum)) / h : 0);
    }

    /// <summary>The bounds of both sides of a cut.</summary>
    public (LeafBounds Left, LeafBounds Right) Divide(int feature, long left, long right, LeafBounds bounds) =>
        Sign(feature) is var sign && sign == 0 ? (bounds, bounds) : bounds.Divide(sign, Weight(left, bounds), Weight(right, bounds));

    public int Sign(int feature) => feature < _signs.Count ? _signs[feature] : 0;

    public double Hessian(long sum) => (uint)sum * hessianUnit;

    /// <summary>
    /// Whether any of the next eight cuts may beat the best so far; only then are they looked at one by one. Both compute
    /// the same numbers, so that the choice does not depend on the machine. Otherwise moves <paramref name="left"/> past them.
    /// </summary>
    private int Promising(Vector512<long> slots, ref long left, long total, long missing, double bestScore)
    {
        if (slots == Vector512<long>.Zero)
        {
            return 0;
        }

        // Sums from the left in three doublings; lane numbers past the end read as 0.
        var sums = slots + Vector512.Shuffle(slots, Vector512.Create(8L, 0, 1, 2, 3, 4, 5, 6));
        sums += Vector512.Shuffle(sums, Vector512.Create(8L, 8, 0, 1, 2, 3, 4, 5));
        sums += Vector512.Shuffle(sums, Vector512.Create(8L, 8, 8, 8, 0, 1, 2, 3));
        var lefts = sums + Vector512.Create(left);
        var rights = Vector512.Create(total) - lefts;
        var better = Better(lefts, rights, bestScore);
        if (missing != 0)
        {
            better |= Better(lefts + Vector512.Create(missing), rights - Vector512.Create(missing), bestScore);
        }

        var promising = (int)(better & ~Vector512.Equals(slots, Vector512<long>.Zero)).ExtractMostSignificantBits();
        left += promising == 0 ? sums.GetElement(7) : 0;
        return promising;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<long> Better(Vector512<long> left, Vector512<long> right, double bestScore)
    {
        var low = Vector512.Create((long)uint.MaxValue);
        var hl = Vector512.ConvertToDouble(left & low) * hessianUnit;
        var hr = Vector512.ConvertToDouble(right & low) * hessianUnit;
        var enough = Vector512.GreaterThanOrEqual(Vector512.Min(hl, hr), Vector512.Create(_minChildWeight));
        var gl = Vector512.Max(Vector512.Abs(Vector512.ConvertToDouble(left >> 32) * gradientUnit) - Vector512.Create(_l1), Vector512<double>.Zero);
        var gr = Vector512.Max(Vector512.Abs(Vector512.ConvertToDouble(right >> 32) * gradientUnit) - Vector512.Create(_l1), Vector512<double>.Zero);
        hl += Vector512.Create(_l2);
        hr += Vector512.Create(_l2);
        var numerator = (gl * gl * hr) + (gr * gr * hl);
        return (Vector512.GreaterThan(numerator, hl * hr * bestScore) & enough).AsInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Improves(long left, long right, ref double bestScore)
    {
        var hl = (uint)left * hessianUnit;
        var hr = (uint)right * hessianUnit;
        if (hl < _minChildWeight || hr < _minChildWeight)
        {
            return false;
        }

        var gl = Gradient(left);
        var gr = Gradient(right);
        if (_l1 > 0)
        {
            gl = Shrink(gl);
            gr = Shrink(gr);
        }

        hl += _l2;
        hr += _l2;
        var numerator = (gl * gl * hr) + (gr * gr * hl);
        var denominator = hl * hr;

        // Compared by multiplication: the division is only paid when the best changes.
        if (!(numerator > bestScore * denominator))
        {
            return false;
        }

        bestScore = numerator / denominator;
        return true;
    }

    /// <summary>The same under constraints: weights keep to the bounds, and a cut against the feature's sign is none.</summary>
    private bool Improves(long left, long right, int sign, LeafBounds bounds, ref double bestScore)
    {
        var wl = Weight(left, bounds);
        var wr = Weight(right, bounds);
        var score = ScoreAt(left, wl) + ScoreAt(right, wr);
        if (Hessian(left) < _minChildWeight || Hessian(right) < _minChildWeight || sign * (wr - wl) < 0 || !(score > bestScore))
        {
            return false;
        }

        bestScore = score;
        return true;
    }

    private double ScoreAt(long sum, double weight) =>
        -((2 * Gradient(sum) * weight) + ((Hessian(sum) + _l2) * weight * weight) + (2 * _l1 * Math.Abs(weight)));

    private double Gradient(long sum) => (int)(sum >> 32) * gradientUnit;

    private double Shrink(double g) => g > _l1 ? g - _l1 : g < -_l1 ? g + _l1 : 0;
}
