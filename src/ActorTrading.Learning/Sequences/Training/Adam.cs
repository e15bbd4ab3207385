using System.Runtime.Intrinsics;
using ActorTrading.Learning.Sequences.Arithmetic;

namespace ActorTrading.Learning.Sequences.Training;

/// <summary>
/// Adam (Kingma and Ba 2015): m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2 and w -= rate m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + e).
/// </summary>
internal sealed class Adam(int length, SequenceTrainingOptions options)
{
    private readonly AlignedFloats _mean = new(length);
    private readonly AlignedFloats _square = new(length);
    private double _left1 = 1;
    private double _left2 = 1;

    /// <summary>The factor that brings a gradient of the given length down to the bound; 1 for a shorter one.</summary>
    public static double Clip(double norm, double bound) => norm > bound ? bound / norm : 1;

    /// <summary>Euclidean length; summed in double precision, in order.</summary>
    public static double Norm(ReadOnlySpan<float> gradient)
    {
        var (low, high) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (var i = 0; i < gradient.Length; i += VectorMath.Lanes)
        {
            var (l, h) = Vector512.Widen(Vector512.Create(gradient[i..]));
            low = Vector512.FusedMultiplyAdd(l, l, low);
            high = Vector512.FusedMultiplyAdd(h, h, high);
        }

        var sums = low + high;
        var total = 0.0;
        for (var i = 0; i < Vector512<double>.Count; i++)
        {
            total += sums[i];
        }

        return Math.Sqrt(total);
    }

    /// <summary>One step along <paramref name="factor"/> times <paramref name="gradient"/>; whole vectors.</summary>
    public void Step(Span<float> weights, ReadOnlySpan<float> gradient, double factor)
    {
        _left1 *= options.Beta1;
        _left2 *= options.Beta2;
        var (b1, b2) = (Vector512.Create((float)options.Beta1), Vector512.Create((float)options.Beta2));
        var (r1, r2) = (Vector512.Create((float)(1 - options.Beta1)), Vector512.Create((float)(1 - options.Beta2)));
        var rate = Vector512.Create((float)(options.LearningRate / (1 - _left1)));
        var unbias = Vector512.Create((float)(1 / (1 - _left2)));
        var epsilon = Vector512.Create((float)options.Epsilon);
        var clip = Vector512.Create((float)factor);
        var (mean, square) = (_mean, _square);
        for (var i = 0; i < weights.Length; i += VectorMath.Lanes)
        {
            var g = Vector512.Create(gradient[i..]) * clip;
            var m = Vector512.FusedMultiplyAdd(b1, Vector512.Create<float>(mean.Span[i..]), r1 * g);
            var v = Vector512.FusedMultiplyAdd(b2, Vector512.Create<float>(square.Span[i..]), r2 * g * g);
            m.CopyTo(mean.Span[i..]);
            v.CopyTo(square.Span[i..]);
            (Vector512.Create<float>(weights[i..]) - (rate * m / (Vector512.Sqrt(v * unbias) + epsilon))).CopyTo(weights[i..]);
        }
    }
}
