using ActorTrading.Learning.Optimization;

namespace ActorTrading.Learning.Tests.Optimization;

public class QuasiNewtonTests
{
    /// <summary>Rosenbrock 1960: the minimum is 0 at (1, 1), at the end of a curved valley.</summary>
    [Theory]
    [InlineData(-1.2, 1)]
    [InlineData(0, 0)]
    [InlineData(5, -7)]
    public void Minimize_Rosenbrock_FindsTheEndOfTheValley(double first, double second)
    {
        double[] x = [first, second];

        var optimum = QuasiNewton.Minimize(new Rosenbrock(), x, 500, 1e-10);

        Assert.Equal(1, x[0], 1e-8);
        Assert.Equal(1, x[1], 1e-8);
        Assert.True(optimum.GradientNorm <= 1e-10, $"{optimum}");
    }

    [Fact]
    public void Minimize_ByDifferences_FindsTheSamePoint()
    {
        double[] x = [-1.2, 1];

        QuasiNewton.Minimize(new DifferencedObjective(v => new Rosenbrock().Value(v), 2), x, 500, 1e-9);

        Assert.Equal(1, x[0], 1e-6);
        Assert.Equal(1, x[1], 1e-6);
    }

    [Fact]
    public void Minimize_InfiniteBeyondABorder_StaysInside()
    {
        double[] x = [4];

        QuasiNewton.Minimize(new DifferencedObjective(v => v[0] > 0 ? v[0] - Math.Log(v[0]) : double.PositiveInfinity, 1), x, 100, 1e-9);

        Assert.Equal(1, x[0], 1e-7);
    }

    /// <summary>A line has no minimum: the search must end all the same.</summary>
    [Fact]
    public void Minimize_WithoutMinimum_Ends()
    {
        double[] x = [0];

        var optimum = QuasiNewton.Minimize(new DifferencedObjective(v => v[0], 1), x, 50, 1e-9);

        Assert.True(optimum.Iterations <= 50);
    }

    private sealed class Rosenbrock : IObjective
    {
        public double Value(ReadOnlySpan<double> x) => (100 * Math.Pow(x[1] - (x[0] * x[0]), 2)) + Math.Pow(1 - x[0], 2);

        public void Gradient(ReadOnlySpan<double> x, Span<double> gradient)
        {
            gradient[1] = 200 * (x[1] - (x[0] * x[0]));
            gradient[0] = (-2 * x[0] * gradient[1]) - (2 * (1 - x[0]));
        }
    }
}
