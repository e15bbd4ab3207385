using ActorTrading.Learning.Sequences.Layers;

namespace ActorTrading.Learning.Tests.Sequences;

/// <summary>Each layer against its definition, written out in double precision.</summary>
public sealed class LayerTests
{
    private const int Steps = 5;
    private const int Inputs = 3;
    private const int Hidden = 4;
    private const int Width = 16;

    [Fact]
    public void Lstm_IsItsDefinition()
    {
        var run = new Run((layout, input) => new LstmLayer(layout, "x", input, Inputs, Hidden), Inputs);
        var (h, c) = (new double[Hidden], new double[Hidden]);
        for (var t = 0; t < Steps; t++)
        {
            var before = h;
            double Gate(int gate, int j) => run.Sum("x.input", "x.recurrent", "x.offset", t, before, (gate * Width) + j);
            double[] cells = [.. c.Select((last, j) => (Sigmoid(Gate(1, j)) * last) + (Sigmoid(Gate(0, j)) * Math.Tanh(Gate(3, j))))];
            (h, c) = ([.. cells.Select((cell, j) => Sigmoid(Gate(2, j)) * Math.Tanh(cell))], cells);
            run.MustGive(t, h);
        }
    }

    [Fact]
    public void Gru_IsItsDefinition()
    {
        var run = new Run((layout, input) => new GruLayer(layout, "x", input, Inputs, Hidden), Inputs);
        var h = new double[Hidden];
        for (var t = 0; t < Steps; t++)
        {
            var before = h;
            double[] zero = new double[Hidden];
            h = [.. before.Select((last, j) =>
            {
                var r = Sigmoid(run.Sum("x.input", "x.recurrent", "x.offset", t, before, j));
                var z = Sigmoid(run.Sum("x.input", "x.recurrent", "x.offset", t, before, Width + j));
                var recalled = run.At("x.recurrent-offset", 0, j) + Enumerable.Range(0, Hidden).Sum(k => before[k] * run.At("x.recurrent", k, (2 * Width) + j));
                var n = Math.Tanh(run.Sum("x.input", "x.recurrent", "x.offset", t, zero, (2 * Width) + j) + (r * recalled));
                return ((1 - z) * n) + (z * last);
            })];
            run.MustGive(t, h);
        }
    }

    [Fact]
    public void CausalAttention_IsItsDefinition()
    {
        const int Heads = 2;
        var run = new Run((layout, input) => new CausalAttention(layout, "x", input, Heads, Width), Heads * Width);
        double Projected(int t, int column) =>
            run.At("x.project.offset", 0, column) + Enumerable.Range(0, Heads * Width).Sum(k => run.X(t, k) * run.At("x.project.weight", k, column));
        double Q(int t, int head, int i) => Projected(t, (head * Width) + i);
        double K(int t, int head, int i) => Projected(t, ((Heads + head) * Width) + i);
        double V(int t, int head, int i) => Projected(t, (((2 * Heads) + head) * Width) + i);
        for (var t = 0; t < Steps; t++)
        {
            var mixed = new double[Heads * Width];
            for (var head = 0; head < Heads; head++)
            {
                double[] scores = [.. Enumerable.Range(0, t + 1).Select(u => Math.Exp(Enumerable.Range(0, Width).Sum(i => Q(t, head, i) * K(u, head, i)) / Math.Sqrt(Width)))];
                for (var i = 0; i < Width; i++)
                {
                    mixed[(head * Width) + i] = Enumerable.Range(0, t + 1).Sum(u => scores[u] / scores.Sum() * V(u, head, i));
                }
            }

            run.MustGive(t, [.. Enumerable.Range(0, Heads * Width).Select(o =>
                run.At("x.combine.offset", 0, o) + Enumerable.Range(0, Heads * Width).Sum(k => mixed[k] * run.At("x.combine.weight", k, o)))]);
        }
    }

    [Fact]
    public void LayerNorm_IsItsDefinition()
    {
        var run = new Run((layout, input) => new LayerNorm(layout, "x", input), 2 * Width);
        for (var t = 0; t < Steps; t++)
        {
            double[] step = [.. Enumerable.Range(0, 2 * Width).Select(i => (double)run.X(t, i))];
            var mean = step.Average();
            var deviation = Math.Sqrt(step.Average(v => (v - mean) * (v - mean)) + 1e-5);
            run.MustGive(t, [.. step.Select((v, i) => ((v - mean) / deviation * run.At("x.gain", 0, i)) + run.At("x.offset", 0, i))]);
        }
    }

    [Fact]
    public void Gelu_IsItsDefinition()
    {
        var run = new Run((_, input) => new Gelu(input), Width);
        for (var t = 0; t < Steps; t++)
        {
            run.MustGive(t, [.. Enumerable.Range(0, Width).Select(i => (double)run.X(t, i)).Select(v => v / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + (0.044715 * v * v * v)))))]);
        }
    }

    [Fact]
    public void Dropout_DropsTheShare_AndKeepsTheMean()
    {
        var layer = new Dropout(new Shape(1000, Width), 0.3, 1);
        var (x, y, tape) = (new float[layer.Input.Size], new float[layer.Input.Size], new float[layer.TapeLength]);
        Array.Fill(x, 1);

        layer.Forward([], x, y, tape, dropout: 5);

        // Five deviations of a share of 16,000 draws are 0.018.
        Assert.InRange(y.Count(v => v == 0) / (double)y.Length, 0.28, 0.32);
        Assert.All(y, v => Assert.True(v is 0 or 1 / 0.7f, $"{v}"));
        layer.Forward([], x, y, tape, dropout: 0);
        Assert.Equal(x, y);
    }

    [Fact]
    public void Orthogonal_RowsAreOfLengthOneAndApart()
    {
        var random = new SplitMix64(1);
        var square = new float[20 * 32];
        FirstWeights.Orthogonal(square, 32, 5, 20, ref random);

        for (var i = 0; i < 20; i++)
        {
            for (var k = 0; k <= i; k++)
            {
                Assert.Equal(i == k ? 1 : 0, Enumerable.Range(5, 20).Sum(j => (double)square[(i * 32) + j] * square[(k * 32) + j]), 1e-6);
            }
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>One pass of a layer with every weight a seeded number.</summary>
    private sealed class Run
    {
        private readonly WeightLayout _layout = new();
        private readonly float[] _weights;
        private readonly float[] _x;
        private readonly float[] _y;
        private readonly Layer _layer;

        public Run(Func<WeightLayout, Shape, Layer> make, int width)
        {
            _layer = make(_layout, new Shape(Steps, width));
            _weights = [.. Samples.Rows(1, _layout.Length + 1, seed: 6)[0].Select(v => (float)(0.4 * v))];
            _x = [.. Samples.Rows(1, _layer.Input.Size, seed: 7)[0].Select(v => (float)v)];
            _y = new float[_layer.Output.Size];
            _layer.Forward(_weights.AsSpan(0, _layout.Length), _x, _y, new float[_layer.TapeLength], dropout: 0);
        }

        public float X(int t, int column) => _x[(t * _layer.Input.Width) + column];

        public double At(string name, int row, int column)
        {
            var tensor = _layout.Tensors.Single(t => t.Name == name);
            return _weights[tensor.Offset + (row * tensor.Columns) + column];
        }

        public double Sum(string input, string recurrent, string offset, int t, double[] before, int column) =>
            At(offset, 0, column)
            + Enumerable.Range(0, Inputs).Sum(k => X(t, k) * At(input, k, column))
            + before.Select((h, k) => h * At(recurrent, k, column)).Sum();

        public void MustGive(int t, double[] expected)
        {
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], _y[(t * _layer.Output.Width) + i], 5e-6);
            }
        }
    }
}
