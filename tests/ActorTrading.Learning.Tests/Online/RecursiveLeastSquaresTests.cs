using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

public sealed class RecursiveLeastSquaresTests
{
    private static readonly FeatureScalingOptions Raw = new() { Standardize = false };

    /// <summary>By definition: the ridge of each coordinate is renewed after its turn, one coordinate a row.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.95)]
    public void Weights_AfterEveryRow_SolveTheNormalEquations(double forgetting)
    {
        const int N = 4;
        const double Ridge = 0.3;
        var model = new RecursiveLeastSquares(N - 1, new() { Forgetting = forgetting, Ridge = Ridge, Scaling = Raw });
        var (moments, products) = (new double[N * N], new double[N]);
        for (var i = 0; i < N; i++)
        {
            moments[(i * N) + i] = Ridge;
        }

        var rows = Samples.Rows(60, N - 1, seed: 4);
        for (var t = 0; t < rows.Length; t++)
        {
            double[] x = [.. rows[t], 1];
            var y = 5 + (3 * x[0]) - (0.01 * x[1]) + Math.Sin(t);
            for (var i = 0; i < N; i++)
            {
                for (var j = 0; j < N; j++)
                {
                    moments[(i * N) + j] = (forgetting * moments[(i * N) + j]) + (x[i] * x[j]);
                }

                products[i] = (forgetting * products[i]) + (x[i] * y);
            }

            var turn = t % N;
            moments[(turn * N) + turn] += Ridge * (1 - Math.Pow(forgetting, N));
            model.PartialFit(rows[t], y);

            var expected = (double[])products.Clone();
            Cholesky.Solve((double[])moments.Clone(), expected);
            Assert.All(expected.Zip(model.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-9));

            var inverse = (double[])x.Clone();
            Cholesky.Solve((double[])moments.Clone(), inverse);
            Assert.Equal(x.Zip(inverse).Sum(pair => pair.First * pair.Second), model.Leverage(rows[t]), 1e-9);
        }
    }

    /// <summary>A constant column, two equal ones and one of another scale, a million rows: where forgetting alone would let the covariance grow to 1e43.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.99)]
    public void PartialFit_AMillionRows_StaysBoundedAndKeepsLearning(double forgetting)
    {
        var random = new SplitMix64(5);
        var model = new RecursiveLeastSquares(4, new() { Forgetting = forgetting, Scaling = Raw });
        var row = new double[4];
        for (var t = 0; t < 1_000_000; t++)
        {
            row[0] = random.NextDouble() - 0.5;
            row[1] = row[0];
            row[3] = 1e6 * (random.NextDouble() - 0.5);
            model.PartialFit(row, (4 * row[0]) + (1e-6 * row[3]));
        }

        Assert.Equal(4, model.Weights[0] + model.Weights[1], 0.6);
        Assert.Equal(1e-6, model.Weights[3], 1e-7);
        var bound = 1 / Math.Pow(forgetting, 5);
        Assert.InRange(model.Leverage([0, 0, 1, 0]), 0, 2 * bound);
        Assert.InRange(model.Leverage([1, -1, 0, 0]), 0, 3 * bound);
    }

    [Fact]
    public void PartialFit_SlopeChanges_IsForgottenAtTheStatedRate()
    {
        var model = new RecursiveLeastSquares(1, new() { Forgetting = 0.98, Ridge = 1e-6, Scaling = Raw });
        var rows = Samples.Rows(2350, 1, seed: 6);
        for (var t = 0; t < rows.Length; t++)
        {
            model.PartialFit(rows[t], t < 2000 ? rows[t][0] : -rows[t][0]);
        }

        // 0.98^350 = 0.0008 of the weight is still on the old slope.
        Assert.Equal(-1, model.Weights[0], 0.005);
    }

    [Fact]
    public void Options_AbsurdValues_AreRefusedByName()
    {
        Assert.Contains("Forgetting is 1.1", Refused(new() { Forgetting = 1.1 }), StringComparison.Ordinal);
        Assert.Contains("Ridge is 0", Refused(new() { Ridge = 0 }), StringComparison.Ordinal);
        Assert.Contains("Window is 1", Refused(new() { Scaling = new() { Window = 1 } }), StringComparison.Ordinal);

        static string Refused(RecursiveLeastSquaresOptions options) => Assert.Throws<ArgumentOutOfRangeException>(() => new RecursiveLeastSquares(1, options)).Message;
    }
}
