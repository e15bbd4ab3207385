using System.Runtime.Intrinsics;
using ActorTrading.Learning.Sequences.Arithmetic;

namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>
/// Multi-head attention (Vaswani et al. 2017) in which a step sees itself and the steps before it: per head
/// P = softmax(Q K' / sqrt(head width)) over those steps and O = P V; all heads' O side by side go through one more dense layer.
/// </summary>
internal sealed class CausalAttention : Layer
{
    private const float Masked = -1e30f;
    private readonly int _heads;
    private readonly int _headWidth;
    private readonly int _steps;
    private readonly int _paddedSteps;
    private readonly float _scale;
    private readonly Dense _project;
    private readonly Dense _combine;

    /// <param name="headWidth">A multiple of the vector width.</param>
    public CausalAttention(WeightLayout layout, string name, Shape shape, int heads, int headWidth)
        : base(shape, shape)
    {
        _heads = heads;
        _headWidth = headWidth;
        _steps = shape.Rows;
        _paddedSteps = VectorMath.Padded(_steps);
        _scale = 1 / MathF.Sqrt(headWidth);
        _project = new Dense(layout, $"{name}.project", shape, shape.Width, 3 * heads * headWidth);
        _combine = new Dense(layout, $"{name}.combine", new Shape(shape.Rows, heads * headWidth), heads * headWidth, shape.Width);
    }

    /// <summary>Q, K and V of all heads, then O of all heads, then P of each head, then room for one turned K.</summary>
    public override int TapeLength => _project.Output.Size + _combine.Input.Size + (_heads * _steps * _paddedSteps) + (_headWidth * _paddedSteps);

    /// <summary>Slopes in Q, K and V, in O, in P of one head, and room for one turned V.</summary>
    public override int ScratchLength => _project.Output.Size + _combine.Input.Size + (_steps * _paddedSteps) + (_headWidth * _paddedSteps);

    private int Joint => 3 * _heads * _headWidth;

    public override void Initialize(Span<float> weights, ref SplitMix64 random)
    {
        _project.Initialize(weights, ref random);
        _combine.Initialize(weights, ref random);
    }

    public override void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> y, Span<float> tape, ulong dropout)
    {
        var joint = tape[.._project.Output.Size];
        var mixed = tape.Slice(joint.Length, _combine.Input.Size);
        var turned = tape[^(_headWidth * _paddedSteps)..];
        _project.Forward(weights, x, joint, [], dropout);
        mixed.Clear();
        for (var head = 0; head < _heads; head++)
        {
            var shares = tape.Slice(joint.Length + mixed.Length + (head * _steps * _paddedSteps), _steps * _paddedSteps);
            Turn(Part(joint, 1, head), turned);
            shares.Clear();
            MatrixProduct.Add(shares, _paddedSteps, Part(joint, 0, head), Joint, 1, turned, _paddedSteps, _steps, _headWidth, _paddedSteps);
            for (var t = 0; t < _steps; t++)
            {
                Softmax(shares.Slice(t * _paddedSteps, _paddedSteps), t + 1);
            }

            MatrixProduct.Add(
                mixed[(head * _headWidth)..], _combine.Input.Width, shares, _paddedSteps, 1, Part(joint, 2, head), Joint, _steps, _steps, _headWidth);
        }

        _combine.Forward(weights, mixed, y, [], dropout);
    }

    public override void Backward(in Backpropagation pass)
    {
        var joint = pass.Tape[.._project.Output.Size];
        var mixed = pass.Tape.Slice(joint.Length, _combine.Input.Size);
        var jointSlopes = pass.Scratch[..joint.Length];
        var mixedSlopes = pass.Scratch.Slice(joint.Length, mixed.Length);
        var slopes = pass.Scratch.Slice(joint.Length + mixed.Length, _steps * _paddedSteps);
        var turned = pass.Scratch.Slice(joint.Length + mixed.Length + slopes.Length, _headWidth * _paddedSteps);
        _combine.Backward(pass with { X = mixed, InputGradient = mixedSlopes });
        jointSlopes.Clear();
        for (var head = 0; head < _heads; head++)
        {
            var shares = pass.Tape.Slice(joint.Length + mixed.Length + (head * _steps * _paddedSteps), _steps * _paddedSteps);
            var own = mixedSlopes[(head * _headWidth)..];
            Turn(Part(joint, 2, head), turned);
            slopes.Clear();
            MatrixProduct.Add(slopes, _paddedSteps, own, mixedSlopes.Length / _steps, 1, turned, _paddedSteps, _steps, _headWidth, _paddedSteps);
            for (var t = 0; t < _steps; t++)
            {
                SoftmaxBack(shares.Slice(t * _paddedSteps, _paddedSteps), slopes.Slice(t * _paddedSteps, _paddedSteps));
            }

            MatrixProduct.Add(Part(jointSlopes, 0, head), Joint, slopes, _paddedSteps, 1, Part(joint, 1, head), Joint, _steps, _steps, _headWidth);
            MatrixProduct.Add(Part(jointSlopes, 1, head), Joint, slopes, 1, _paddedSteps, Part(joint, 0, head), Joint, _steps, _steps, _headWidth);
            MatrixProduct.Add(Part(jointSlopes, 2, head), Joint, shares, 1, _paddedSteps, own, mixedSlopes.Length / _steps, _steps, _steps, _headWidth);
        }

        _project.Backward(pass with { Y = joint, OutputGradient = jointSlopes });
    }

    /// <summary>Q (0), K (1) or V (2) of one head, from its first step on.</summary>
    private Span<float> Part(Span<float> joint, int part, int head) => joint[(((part * _heads) + head) * _headWidth)..];

    private ReadOnlySpan<float> Part(ReadOnlySpan<float> joint, int part, int head) => joint[(((part * _heads) + head) * _headWidth)..];

    /// <summary>One head's part with steps and columns exchanged.</summary>
    private void Turn(ReadOnlySpan<float> part, Span<float> turned)
    {
        turned.Clear();
        for (var t = 0; t < _steps; t++)
        {
            for (var i = 0; i < _headWidth; i++)
            {
                turned[(i * _paddedSteps) + t] = part[(t * Joint) + i];
            }
        }
    }

    /// <summary>exp(scale (s - max)) / sum over the first <paramref name="seen"/> scores; zero beyond them.</summary>
    private void Softmax(Span<float> scores, int seen)
    {
        scores[seen..].Fill(Masked);
        var max = scores[0];
        foreach (var score in scores[1..seen])
        {
            max = MathF.Max(max, score);
        }

        var sum = Vector512<float>.Zero;
        for (var i = 0; i < scores.Length; i += VectorMath.Lanes)
        {
            var share = VectorMath.Exp((Vector512.Create<float>(scores[i..]) - Vector512.Create(max)) * _scale);
            share.CopyTo(scores[i..]);
            sum += share;
        }

        var total = Vector512.Create(VectorMath.Sum(sum));
        for (var i = 0; i < scores.Length; i += VectorMath.Lanes)
        {
            (Vector512.Create<float>(scores[i..]) / total).CopyTo(scores[i..]);
        }
    }

    /// <summary>From the slopes in the shares to those in the products of Q and K: scale p (d - sum of p d).</summary>
    private void SoftmaxBack(ReadOnlySpan<float> shares, Span<float> slopes)
    {
        var sum = Vector512<float>.Zero;
        for (var i = 0; i < shares.Length; i += VectorMath.Lanes)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(shares[i..]), Vector512.Create<float>(slopes[i..]), sum);
        }

        var mean = Vector512.Create(VectorMath.Sum(sum));
        for (var i = 0; i < shares.Length; i += VectorMath.Lanes)
        {
            (Vector512.Create(shares[i..]) * (Vector512.Create<float>(slopes[i..]) - mean) * _scale).CopyTo(slopes[i..]);
        }
    }
}
