using System.Runtime.Intrinsics;
using ActorTrading.Learning.Sequences.Arithmetic;

namespace ActorTrading.Learning.Tests.Sequences;

public sealed class VectorArithmeticTests
{
    [Fact]
    public void Exp_IsWithin3e7OfTheValue() => MustBeClose(v => VectorMath.Exp(v), Math.Exp, -86.9f, 87.9f, 3e-7);

    [Fact]
    public void Tanh_IsWithin4e7OfTheValue()
    {
        MustBeClose(v => VectorMath.Tanh(v), Math.Tanh, -20, 20, 4e-7);
        MustBeClose(v => VectorMath.Tanh(v), Math.Tanh, -1e-3f, 1e-3f, 4e-7);
    }

    [Fact]
    public void Sigmoid_IsWithin3e7OfTheValue() => MustBeClose(v => VectorMath.Sigmoid(v), x => 1 / (1 + Math.Exp(-x)), -60, 60, 3e-7);

    [Theory]
    [InlineData(float.NegativeInfinity, 0, -1, 0)]
    [InlineData(-1e30f, 0, -1, 0)]
    [InlineData(0f, 1, 0, 0.5)]
    [InlineData(1e30f, float.NaN, 1, 1)]
    [InlineData(float.PositiveInfinity, float.NaN, 1, 1)]
    public void Functions_AtTheEdges_AreTheirLimits(float x, float exp, float tanh, float sigmoid)
    {
        if (!float.IsNaN(exp))
        {
            Assert.Equal(exp, VectorMath.Exp(Vector512.Create(x))[0]);
        }

        Assert.Equal(tanh, VectorMath.Tanh(Vector512.Create(x))[0]);
        Assert.Equal(sigmoid, VectorMath.Sigmoid(Vector512.Create(x))[0], 1e-30);
    }

    /// <summary>All tiles: rows in fours and left over, columns in eights, fours, twos and ones, A plain and transposed.</summary>
    [Theory]
    [InlineData(1, 7, 16)]
    [InlineData(1, 5, 176)]
    [InlineData(4, 9, 64)]
    [InlineData(6, 3, 80)]
    [InlineData(7, 8, 144)]
    public void Product_IsTheSumInOrder(int rows, int inner, int columns)
    {
        var random = new Random(1);
        var (a, b, c) = (Values(rows * inner), Values(inner * columns), Values(rows * columns));
        var expected = (float[])c.Clone();
        for (var i = 0; i < rows; i++)
        {
            for (var o = 0; o < columns; o++)
            {
                for (var j = 0; j < inner; j++)
                {
                    expected[(i * columns) + o] = MathF.FusedMultiplyAdd(a[(i * inner) + j], b[(j * columns) + o], expected[(i * columns) + o]);
                }
            }
        }

        var turned = new float[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            turned[(i % inner * rows) + (i / inner)] = a[i];
        }

        var plain = (float[])c.Clone();
        MatrixProduct.Add(plain, columns, a, inner, 1, b, columns, rows, inner, columns);
        MatrixProduct.Add(c, columns, turned, 1, rows, b, columns, rows, inner, columns);

        Assert.Equal(expected, plain);
        Assert.Equal(expected, c);

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)Samples.Normal(random))];
    }

    [Fact]
    public void Product_SpanTooShort_IsRefused() =>
        Assert.Contains("b has", Assert.Throws<ArgumentException>(() => MatrixProduct.Add(new float[16], 16, new float[2], 2, 1, new float[31], 16, 1, 2, 16)).Message, StringComparison.Ordinal);

    private static void MustBeClose(Func<Vector512<float>, Vector512<float>> function, Func<double, double> truth, float low, float high, double bound)
    {
        const int Points = 100_000;
        for (var i = 0; i < Points; i += VectorMath.Lanes)
        {
            var x = Vector512.Create(low) + ((Vector512<float>.Indices + Vector512.Create((float)i)) * ((high - low) / Points));
            var y = function(x);
            for (var lane = 0; lane < VectorMath.Lanes; lane++)
            {
                var expected = truth(x[lane]);
                if (Math.Abs(y[lane] - expected) > bound * Math.Abs(expected))
                {
                    Assert.Fail($"f({x[lane]:R}) is {y[lane]:R}, not {expected:R}.");
                }
            }
        }
    }
}
