using System.Runtime.Intrinsics;
using ActorTrading.Learning.Sequences.Arithmetic;

namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>
/// Gated recurrent unit (Cho et al. 2014), with the reset gate after the recurrent product: r = sigmoid(x Wr + h' Ur + br),
/// z = sigmoid(x Wz + h' Uz + bz), n = tanh(x Wn + bn + r (h' Un + un)) and h = (1 - z) n + z h', where h' is the step before.
/// </summary>
internal sealed class GruLayer : Layer
{
    private const int Lanes = VectorMath.Lanes;
    private readonly int _inputs;
    private readonly int _hidden;
    private readonly int _width;
    private readonly Tensor _input;
    private readonly Tensor _inputTransposed;
    private readonly Tensor _recurrent;
    private readonly Tensor _recurrentTransposed;
    private readonly Tensor _offset;
    private readonly Tensor _recurrentOffset;

    public GruLayer(WeightLayout layout, string name, Shape input, int inputs, int hidden)
        : base(input, new Shape(input.Rows, VectorMath.Padded(hidden)))
    {
        _inputs = inputs;
        _hidden = hidden;
        _width = Output.Width;
        _input = layout.Add($"{name}.input", inputs, 3 * _width);
        _inputTransposed = layout.AddTransposed(_input);
        _recurrent = layout.Add($"{name}.recurrent", hidden, 3 * _width);
        _recurrentTransposed = layout.AddTransposed(_recurrent);
        _offset = layout.Add($"{name}.offset", 1, 3 * _width);
        _recurrentOffset = layout.Add($"{name}.recurrent-offset", 1, _width);
    }

    /// <summary>r, z and n of each step, then h' Un + un of each step.</summary>
    public override int TapeLength => 4 * Output.Size;

    /// <summary>Slopes in the three sums as the input reaches them, then as the recurrence does, then that in h of one step.</summary>
    public override int ScratchLength => (6 * Output.Size) + _width;

    public override void Initialize(Span<float> weights, ref SplitMix64 random)
    {
        for (var gate = 0; gate < 3; gate++)
        {
            FirstWeights.Glorot(_input.In(weights), 3 * _width, gate * _width, _inputs, _hidden, ref random);
            FirstWeights.Orthogonal(_recurrent.In(weights), 3 * _width, gate * _width, _hidden, ref random);
        }
    }

    public override void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> y, Span<float> tape, ulong dropout)
    {
        var gates = tape[..(3 * Output.Size)];
        var candidates = tape[(3 * Output.Size)..];
        var recurrent = _recurrent.In(weights);
        var stride = 3 * _width;
        MatrixProduct.Fill(gates, _offset.In(weights), Output.Rows);
        MatrixProduct.Add(gates, stride, x, Input.Width, 1, _input.In(weights), stride, Output.Rows, _inputs, stride);
        MatrixProduct.Fill(candidates, _recurrentOffset.In(weights), Output.Rows);
        for (var t = 0; t < Output.Rows; t++)
        {
            var step = gates.Slice(t * stride, stride);
            var candidate = candidates.Slice(t * _width, _width);
            var before = t > 0 ? y.Slice((t - 1) * _width, _width) : default;
            if (t > 0)
            {
                MatrixProduct.Add(step, stride, before, 0, 1, recurrent, stride, 1, _hidden, 2 * _width);
                MatrixProduct.Add(candidate, _width, before, 0, 1, recurrent[(2 * _width)..], stride, 1, _hidden, _width);
            }

            Step(step, candidate, before, y.Slice(t * _width, _width));
        }
    }

    public override void Backward(in Backpropagation pass)
    {
        var stride = 3 * _width;
        var fromInput = pass.Scratch[..(3 * Output.Size)];
        var fromBefore = pass.Scratch.Slice(3 * Output.Size, 3 * Output.Size);
        var dh = pass.Scratch.Slice(6 * Output.Size, _width);
        var back = _recurrentTransposed.In(pass.Transposed);
        dh.Clear();
        for (var t = Output.Rows - 1; t >= 0; t--)
        {
            // Here dh holds what comes straight through z from the step after; the rest comes through its gates.
            MatrixProduct.AddTo(dh, pass.OutputGradient.Slice(t * _width, _width));
            if (t < Output.Rows - 1)
            {
                MatrixProduct.Add(dh, _width, fromBefore.Slice((t + 1) * stride, stride), 0, 1, back, _width, 1, stride, _width);
            }

            StepBack(pass, t, dh, fromInput.Slice(t * stride, stride), fromBefore.Slice(t * stride, stride));
        }

        MatrixProduct.Add(_input.In(pass.WeightGradient), stride, pass.X, 1, Input.Width, fromInput, stride, _inputs, Output.Rows, stride);
        MatrixProduct.AddRows(_offset.In(pass.WeightGradient), fromInput, stride, Output.Rows);
        MatrixProduct.Add(_recurrent.In(pass.WeightGradient), stride, pass.Y, 1, _width, fromBefore[stride..], stride, _hidden, Output.Rows - 1, stride);
        MatrixProduct.AddRows(_recurrentOffset.In(pass.WeightGradient), fromBefore[(2 * _width)..], stride, Output.Rows);
        if (!pass.InputGradient.IsEmpty)
        {
            pass.InputGradient.Clear();
            MatrixProduct.Add(
                pass.InputGradient, Input.Width, fromInput, stride, 1, _inputTransposed.In(pass.Transposed), Input.Width, Output.Rows, stride, Input.Width);
        }
    }

    private void Step(Span<float> gates, ReadOnlySpan<float> candidate, ReadOnlySpan<float> before, Span<float> h)
    {
        for (var j = 0; j < _width; j += Lanes)
        {
            var r = VectorMath.Sigmoid(Vector512.Create<float>(gates[j..]));
            var z = VectorMath.Sigmoid(Vector512.Create<float>(gates[(j + _width)..]));
            var n = VectorMath.Tanh(Vector512.FusedMultiplyAdd(r, Vector512.Create(candidate[j..]), Vector512.Create<float>(gates[(j + (2 * _width))..])));
            r.CopyTo(gates[j..]);
            z.CopyTo(gates[(j + _width)..]);
            n.CopyTo(gates[(j + (2 * _width))..]);
            var last = before.IsEmpty ? Vector512<float>.Zero : Vector512.Create(before[j..]);
            Vector512.FusedMultiplyAdd(z, last - n, n).CopyTo(h[j..]);
        }
    }

    private void StepBack(in Backpropagation pass, int t, Span<float> dh, Span<float> fromInput, Span<float> fromBefore)
    {
        var one = Vector512<float>.One;
        var gates = pass.Tape.Slice(t * 3 * _width, 3 * _width);
        var candidate = pass.Tape.Slice((3 * Output.Size) + (t * _width), _width);
        for (var j = 0; j < _width; j += Lanes)
        {
            var r = Vector512.Create(gates[j..]);
            var z = Vector512.Create(gates[(j + _width)..]);
            var n = Vector512.Create(gates[(j + (2 * _width))..]);
            var before = t > 0 ? Vector512.Create(pass.Y[(((t - 1) * _width) + j)..]) : Vector512<float>.Zero;
            var inH = Vector512.Create<float>(dh[j..]);
            var inN = inH * (one - z) * (one - (n * n));
            var inR = inN * Vector512.Create(candidate[j..]) * r * (one - r);
            var inZ = inH * (before - n) * z * (one - z);
            inR.CopyTo(fromInput[j..]);
            inR.CopyTo(fromBefore[j..]);
            inZ.CopyTo(fromInput[(j + _width)..]);
            inZ.CopyTo(fromBefore[(j + _width)..]);
            inN.CopyTo(fromInput[(j + (2 * _width))..]);
            (inN * r).CopyTo(fromBefore[(j + (2 * _width))..]);
            (inH * z).CopyTo(dh[j..]);
        }
    }
}
