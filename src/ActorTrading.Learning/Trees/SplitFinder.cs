using System.Runtime.CompilerServices;

namespace ActorTrading.Learning.Trees;

/// <summary>
/// Best cut of one feature from its histogram. A histogram slot, like every sum of gradients here, is one 64-bit word:
/// the quantised first derivative in the upper half (signed), the second in the lower half (unsigned). Integer sums are
/// exact, so neither order nor thread count can change a tree.
/// </summary>
internal readonly struct SplitFinder(double gradientUnit, double hessianUnit, double l1, double l2, double minChildWeight)
{
    /// <summary>Looks through all cuts; replaces <paramref name="best"/> when one has a strictly higher score.</summary>
    /// <param name="histogram">256 slots; the last one holds the missing values.</param>
    /// <param name="bins">Slots in use for present values.</param>
    public void Find(ref long histogram, int feature, int bins, long total, ref SplitCandidate best)
    {
        var missing = Unsafe.Add(ref histogram, FeatureBins.Missing);
        var bestScore = best.Score;
        var bestBin = -1;
        var bestDefaultLeft = false;
        long bestLeft = 0;
        long left = 0;
        for (var b = 0; b < bins - 1; b++)
        {
            var slot = Unsafe.Add(ref histogram, b);
            if (slot == 0)
            {
                continue;
            }

            left += slot;
            if (Improves(left, total - left, ref bestScore))
            {
                (bestBin, bestDefaultLeft, bestLeft) = (b, false, left);
            }

            if (missing != 0 && Improves(left + missing, total - left - missing, ref bestScore))
            {
                (bestBin, bestDefaultLeft, bestLeft) = (b, true, left + missing);
            }
        }

        if (bestBin >= 0)
        {
            // Where no missing value was seen, a later one goes with the majority.
            var defaultLeft = missing == 0 ? (uint)bestLeft >= (uint)(total - bestLeft) : bestDefaultLeft;
            best = new SplitCandidate(bestScore, feature, (byte)bestBin, defaultLeft, bestLeft);
        }
    }

    /// <summary>G² / (H + L2) of one node, G shrunk by L1.</summary>
    public double Score(long sum)
    {
        var g = Shrink(Gradient(sum));
        var h = Hessian(sum) + l2;
        return h > 0 ? g * g / h : 0;
    }

    /// <summary>-G / (H + L2), the leaf's Newton step (Chen and Guestrin 2016, equation 5).</summary>
    public double Weight(long sum)
    {
        var h = Hessian(sum) + l2;
        return h > 0 ? -Shrink(Gradient(sum)) / h : 0;
    }

    public double Hessian(long sum) => (uint)sum * hessianUnit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Improves(long left, long right, ref double bestScore)
    {
        var hl = (uint)left * hessianUnit;
        var hr = (uint)right * hessianUnit;
        if (hl < minChildWeight || hr < minChildWeight)
        {
            return false;
        }

        var gl = Gradient(left);
        var gr = Gradient(right);
        if (l1 > 0)
        {
            gl = Shrink(gl);
            gr = Shrink(gr);
        }

        hl += l2;
        hr += l2;
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

    private double Gradient(long sum) => (int)(sum >> 32) * gradientUnit;

    private double Shrink(double g) => g > l1 ? g - l1 : g < -l1 ? g + l1 : 0;
}
