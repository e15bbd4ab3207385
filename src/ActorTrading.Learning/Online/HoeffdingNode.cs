using ActorTrading.Learning.Drift;

namespace ActorTrading.Learning.Online;

/// <summary>A leaf, or a split with two branches and perhaps an alternate that learns to take its place.</summary>
internal sealed class HoeffdingNode(int depth, HoeffdingLeaf? leaf, AdwinOptions detector)
{
    /// <summary>Only a leaf has none; fields, because a branch may replace itself.</summary>
    public HoeffdingNode Left = null!;

    public HoeffdingNode Right = null!;

    public HoeffdingNode? Alternate;

    /// <summary>Splits above.</summary>
    public int Depth { get; } = depth;

    /// <summary>1 for each row that came by and was answered wrongly, else 0.</summary>
    public Adwin Errors { get; } = new(detector);

    /// <summary>Null for a split.</summary>
    public HoeffdingLeaf? Leaf { get; set; } = leaf;

    public int Feature { get; private set; } = -1;

    public double Threshold { get; private set; }

    /// <summary>Where a missing value goes: to the side that had more rows.</summary>
    public bool MissingLeft { get; private set; }

    /// <summary>Bits that the split gained, times the rows it was decided on.</summary>
    public double Gain { get; private set; }

    public int NodeCount => Leaf is not null ? 1 : 1 + Left.NodeCount + Right.NodeCount + (Alternate?.NodeCount ?? 0);

    /// <summary>Whether a row belongs to the left branch; infinities compare as they are.</summary>
    public bool GoesLeft(ReadOnlySpan<double> row)
    {
        var x = row[Feature];
        return x <= Threshold || (MissingLeft && double.IsNaN(x));
    }

    public void Split(int feature, double threshold, bool missingLeft, double gain, HoeffdingNode left, HoeffdingNode right)
    {
        Leaf = null;
        (Feature, Threshold, MissingLeft, Gain, Left, Right) = (feature, threshold, missingLeft, gain, left, right);
    }

    public void AddGains(double[] gains)
    {
        if (Leaf is null)
        {
            gains[Feature] += Gain;
            Left.AddGains(gains);
            Right.AddGains(gains);
        }
    }
}
