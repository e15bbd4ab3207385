using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ActorTrading.Learning.Sequences.Arithmetic;

namespace ActorTrading.Learning.Sequences.Layers;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997; forget gate of Gers et al. 2000): with [i f o g] = x W + h' U + b,
/// c = sigmoid(f) c' + sigmoid(i) tanh(g) and h = sigmoid(o) tanh(c), where c' and h' come from the step before.
/// </summary>
internal sealed class LstmLayer : Layer
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

    public LstmLayer(WeightLayout layout, string name, Shape input, int inputs, int hidden)
        : base(input, new Shape(input.Rows, VectorMath.Padded(hidden)))
    {
        _inputs = inputs;
        _hidden = hidden;
        _width = Output.Width;
        _input = layout.Add($"{name}.input", inputs, 4 * _width);
        _inputTransposed = layout.AddTransposed(_input);
        _recurrent = layout.Add($"{name}.recurrent", hidden, 4 * _width);
        _recurrentTransposed = layout.AddTransposed(_recurrent);
        _offset = layout.Add($"{name}.offset", 1, 4 * _width);
    }

    /// <summary>The four gates of each step, then c, then tanh(c).</summary>
    public override int TapeLength => 6 * Output.Size;

    /// <summary>The slopes in the four gates of each step, then those in h and c of one step.</summary>
    public override int ScratchLength => (4 * Output.Size) + (2 * _width);

    /// <summary>The forget gate starts open (offset 1; Jozefowicz et al. 2015): what is remembered fades only once there is a reason.</summary>
    public override void Initialize(Span<float> weights, ref SplitMix64 random)
    {
        for (var gate = 0; gate < 4; gate++)
        {
            FirstWeights.Glorot(_input.In(weights), 4 * _width, gate * _width, _inputs, _hidden, ref random);
            FirstWeights.Orthogonal(_recurrent.In(weights), 4 * _width, gate * _width, _hidden, ref random);
        }

        _offset.In(weights).Slice(_width, _hidden).Fill(1);
    }

    public override void Forward(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> y, Span<float> tape, ulong dropout)
    {
        var gates = tape[..(4 * Output.Size)];
        var recurrent = _recurrent.In(weights);
        var stride = 4 * _width;
        MatrixProduct.Fill(gates, _offset.In(weights), Output.Rows);
        MatrixProduct.Add(gates, stride, x, Input.Width, 1, _input.In(weights), stride, Output.Rows, _inputs, stride);
        for (var t = 0; t < Output.Rows; t++)
        {
            var step = gates.Slice(t * stride, stride);
            if (t > 0)
            {
                MatrixProduct.Add(step, stride, y.Slice((t - 1) * _width, _width), 0, 1, recurrent, stride, 1, _hidden, stride);
            }

            Step(step, tape, y.Slice(t * _width, _width), t);
        }
    }

    public override void Backward(in Backpropagation pass)
    {
        var stride = 4 * _width;
        var slopes = pass.Scratch[..(4 * Output.Size)];
        var dh = pass.Scratch.Slice(4 * Output.Size, _width);
        var dc = pass.Scratch.Slice((4 * Output.Size) + _width, _width);
        var back = _recurrentTransposed.In(pass.Transposed);
        dc.Clear();
        for (var t = Output.Rows - 1; t >= 0; t--)
        {
            pass.OutputGradient.Slice(t * _width, _width).CopyTo(dh);
            if (t < Output.Rows - 1)
            {
                MatrixProduct.Add(dh, _width, slopes.Slice((t + 1) * stride, stride), 0, 1, back, _width, 1, stride, _width);
            }

            StepBack(pass.Tape, t, dh, dc, slopes.Slice(t * stride, stride));
        }

        MatrixProduct.Add(_input.In(pass.WeightGradient), stride, pass.X, 1, Input.Width, slopes, stride, _inputs, Output.Rows, stride);
        MatrixProduct.Add(_recurrent.In(pass.WeightGradient), stride, pass.Y, 1, _width, slopes[stride..], stride, _hidden, Output.Rows - 1, stride);
        MatrixProduct.AddRows(_offset.In(pass.WeightGradient), slopes, stride, Output.Rows);
        if (!pass.InputGradient.IsEmpty)
        {
            pass.InputGradient.Clear();
            MatrixProduct.Add(
                pass.InputGradient, Input.Width, slopes, stride, 1, _inputTransposed.In(pass.Transposed), Input.Width, Output.Rows, stride, Input.Width);
        }
    }

    /// <summary>From the sums of the gates to the gates themselves, c, tanh(c) and h.</summary>
    private void Step(Span<float> gates, Span<float> tape, Span<float> h, int t)
    {
        ref var gate = ref MemoryMarshal.GetReference(gates);
        ref var cell = ref MemoryMarshal.GetReference(Cell(tape, t));
        ref var tanh = ref MemoryMarshal.GetReference(TanhOfCell(tape, t));
        ref var output = ref MemoryMarshal.GetReference(h);
        for (var j = 0; j < _width; j += Lanes)
        {
            var i = VectorMath.Sigmoid(Vector512.LoadUnsafe(ref gate, (nuint)j));
            var f = VectorMath.Sigmoid(Vector512.LoadUnsafe(ref gate, (nuint)(j + _width)));
            var o = VectorMath.Sigmoid(Vector512.LoadUnsafe(ref gate, (nuint)(j + (2 * _width))));
            var g = VectorMath.Tanh(Vector512.LoadUnsafe(ref gate, (nuint)(j + (3 * _width))));
            var before = t > 0 ? Vector512.LoadUnsafe(ref Unsafe.Subtract(ref cell, _width), (nuint)j) : Vector512<float>.Zero;
            var c = Vector512.FusedMultiplyAdd(f, before, i * g);
            var tc = VectorMath.Tanh(c);
            i.StoreUnsafe(ref gate, (nuint)j);
            f.StoreUnsafe(ref gate, (nuint)(j + _width));
            o.StoreUnsafe(ref gate, (nuint)(j + (2 * _width)));
            g.StoreUnsafe(ref gate, (nuint)(j + (3 * _width)));
            c.StoreUnsafe(ref cell, (nuint)j);
            tc.StoreUnsafe(ref tanh, (nuint)j);
            (o * tc).StoreUnsafe(ref output, (nuint)j);
        }
    }

    /// <summary>From the slopes in h and c to those in the sums of the gates; <paramref name="dc"/> goes on to the step before.</summary>
    private void StepBack(ReadOnlySpan<float> tape, int t, ReadOnlySpan<float> dh, Span<float> dc, Span<float> slopes)
    {
        var one = Vector512<float>.One;
        var gates = tape.Slice(t * 4 * _width, 4 * _width);
        for (var j = 0; j < _width; j += Lanes)
        {
            var i = Vector512.Create(gates[j..]);
            var f = Vector512.Create(gates[(j + _width)..]);
            var o = Vector512.Create(gates[(j + (2 * _width))..]);
            var g = Vector512.Create(gates[(j + (3 * _width))..]);
            var before = t > 0 ? Vector512.Create(Cell(tape, t - 1)[j..]) : Vector512<float>.Zero;
            var tc = Vector512.Create(TanhOfCell(tape, t)[j..]);
            var inH = Vector512.Create(dh[j..]);
            var inC = Vector512.FusedMultiplyAdd(inH * o, one - (tc * tc), Vector512.Create<float>(dc[j..]));
            (inC * g * i * (one - i)).CopyTo(slopes[j..]);
            (inC * before * f * (one - f)).CopyTo(slopes[(j + _width)..]);
            (inH * tc * o * (one - o)).CopyTo(slopes[(j + (2 * _width))..]);
            (inC * i * (one - (g * g))).CopyTo(slopes[(j + (3 * _width))..]);
            (inC * f).CopyTo(dc[j..]);
        }
    }

    private Span<float> Cell(Span<float> tape, int t) => tape.Slice((4 * Output.Size) + (t * _width), _width);

    private ReadOnlySpan<float> Cell(ReadOnlySpan<float> tape, int t) => tape.Slice((4 * Output.Size) + (t * _width), _width);

    private Span<float> TanhOfCell(Span<float> tape, int t) => tape.Slice((5 * Output.Size) + (t * _width), _width);

    private ReadOnlySpan<float> TanhOfCell(ReadOnlySpan<float> tape, int t) => tape.Slice((5 * Output.Size) + (t * _width), _width);
}
