using System.Runtime.Intrinsics;
using ActorTrading.Learning.Sequences.Arithmetic;

namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>Each step less its mean, divided by its deviation, times a learned gain plus a learned offset (Ba, Kiros and Hinton 2016).</summary>
internal sealed class LayerNorm : Layer
{
    private const float Epsilon = 1e-5f;
    private readonly Tensor _gain;
    private readonly Tensor _offset;

    public LayerNorm(WeightLayout layout, string name, Shape shape)
        : base(shape, shape)
    {
        _gain = layout.Add($"{name}.gain", 1, shape.Width);
        _offset = layout.Add($"{name}.offset", 1, shape.Width);
    }

    /// <summary>The normalised steps, then one over the deviation of each.</summary>
    public override int TapeLength => Output.Size + VectorMath.Padded(Output.Rows);

    public override void Initialize(Span<float> weights, ref SplitMix64 random) => _gain.In(weights).Fill(1);

    public override void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> y, Span<float> tape, ulong dropout)
    {
        var gain = _gain.In(weights);
        var offset = _offset.In(weights);
        var width = Output.Width;
        for (var t = 0; t < Output.Rows; t++)
        {
            var step = x.Slice(t * width, width);
            var normal = tape.Slice(t * width, width);
            var sum = Vector512<float>.Zero;
            for (var i = 0; i < width; i += VectorMath.Lanes)
            {
                sum += Vector512.Create(step[i..]);
            }

            var mean = Vector512.Create(VectorMath.Sum(sum) / width);
            var squares = Vector512<float>.Zero;
            for (var i = 0; i < width; i += VectorMath.Lanes)
            {
                var apart = Vector512.Create(step[i..]) - mean;
                squares = Vector512.FusedMultiplyAdd(apart, apart, squares);
            }

            var scale = 1 / MathF.Sqrt((VectorMath.Sum(squares) / width) + Epsilon);
            tape[Output.Size + t] = scale;
            for (var i = 0; i < width; i += VectorMath.Lanes)
            {
                var value = (Vector512.Create(step[i..]) - mean) * scale;
                value.CopyTo(normal[i..]);
                Vector512.FusedMultiplyAdd(value, Vector512.Create(gain[i..]), Vector512.Create(offset[i..])).CopyTo(y[((t * width) + i)..]);
            }
        }
    }

    /// <summary>dx = (dn - mean(dn) - n mean(dn n)) / deviation, with n the normalised step and dn = dy gain.</summary>
    public override void Backward(in Backpropagation pass)
    {
        var gain = _gain.In(pass.Weights);
        var gainGradient = _gain.In(pass.WeightGradient);
        var width = Output.Width;
        MatrixProduct.AddRows(_offset.In(pass.WeightGradient), pass.OutputGradient, width, Output.Rows);
        for (var t = 0; t < Output.Rows; t++)
        {
            var normal = pass.Tape.Slice(t * width, width);
            var dy = pass.OutputGradient.Slice(t * width, width);
            var sum = Vector512<float>.Zero;
            var product = Vector512<float>.Zero;
            for (var i = 0; i < width; i += VectorMath.Lanes)
            {
                var (n, d) = (Vector512.Create(normal[i..]), Vector512.Create(dy[i..]));
                Vector512.FusedMultiplyAdd(n, d, Vector512.Create<float>(gainGradient[i..])).CopyTo(gainGradient[i..]);
                var dn = d * Vector512.Create(gain[i..]);
                sum += dn;
                product = Vector512.FusedMultiplyAdd(dn, n, product);
            }

            var mean = Vector512.Create(VectorMath.Sum(sum) / width);
            var along = Vector512.Create(VectorMath.Sum(product) / width);
            for (var i = 0; i < width; i += VectorMath.Lanes)
            {
                var dn = Vector512.Create(dy[i..]) * Vector512.Create(gain[i..]);
                var dx = Vector512.FusedMultiplyAdd(-along, Vector512.Create(normal[i..]), dn - mean) * pass.Tape[Output.Size + t];
                dx.CopyTo(pass.InputGradient[((t * width) + i)..]);
            }
        }
    }
}
