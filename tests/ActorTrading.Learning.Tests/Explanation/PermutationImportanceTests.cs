using ActorTrading.Learning.Explanation;

namespace ActorTrading.Learning.Tests.Explanation;

public sealed class PermutationImportanceTests
{
    [Fact]
    public void Measure_SquaredErrorOfAKnownLine_IsTwiceTheVarianceItCarries()
    {
        // The line is right: shuffled, column f costs E(a·x - a·x')² = 2·a²·var(x).
        var x = Samples.Matrix(Samples.Rows(500, 3, seed: 1));
        double[] slopes = [2, -1, 0];
        var y = Samples.RowsOf(x).Select(Line).ToArray();

        var importance = PermutationImportance.Measure(x, m => -Samples.RowsOf(m).Zip(y, (r, v) => Math.Pow(Line(r) - v, 2)).Average(), new() { Repeats = 30 });

        Assert.Equal(0, importance.Score);
        for (var f = 0; f < 3; f++)
        {
            var column = Samples.RowsOf(x).Select(r => r[f]).ToArray();
            var expected = 2 * slopes[f] * slopes[f] * column.Average(v => Math.Pow(v - column.Average(), 2));
            Assert.Equal(expected, importance.Mean[f], 0.05 * expected);
        }

        Assert.Equal((0, 0), (importance.Mean[2], importance.StandardDeviation[2]));

        double Line(double[] row) => row.Zip(slopes, (v, s) => v * s).Sum();
    }

    [Fact]
    public void Measure_ShufflesOneColumnAtATime_AndGivesMeanAndSpread()
    {
        var x = Samples.Matrix(Samples.Rows(20, 3, seed: 2));
        var before = (double[])x.Values.Clone();
        var random = new Random(3);
        var scores = new List<double>();

        var importance = PermutationImportance.Measure(x, Score, new() { Repeats = 4 });

        Assert.Equal(before, x.Values);
        Assert.Equal(1 + (3 * 4), scores.Count);
        Assert.Equal(scores[0], importance.Score);
        for (var f = 0; f < 3; f++)
        {
            var four = scores.Skip(1 + (4 * f)).Take(4).ToArray();
            Assert.Equal(scores[0] - four.Average(), importance.Mean[f], 1e-12);
            Assert.Equal(Math.Sqrt(four.Average(s => Math.Pow(s - four.Average(), 2))), importance.StandardDeviation[f], 1e-12);
        }

        double Score(Matrix table)
        {
            var turn = (scores.Count + 3) / 4 - 1;
            for (var f = 0; f < 3; f++)
            {
                var (now, was) = (Samples.RowsOf(table).Select(r => r[f]).ToArray(), Samples.RowsOf(x).Select(r => r[f]).ToArray());
                Assert.Equal(was.Order(), now.Order());
                Assert.Equal(f == turn, !was.SequenceEqual(now));
            }

            scores.Add(random.NextDouble());
            return scores[^1];
        }
    }

    [Fact]
    public void Measure_SameSeed_GivesTheSameShuffles()
    {
        var x = Samples.Matrix(Samples.Rows(50, 2, seed: 4));

        Assert.Equal(Measure(5).Mean, Measure(5).Mean);
        Assert.NotEqual(Measure(5).Mean, Measure(6).Mean);

        PermutationImportance Measure(ulong seed) => PermutationImportance.Measure(x, m => m[0, 0] - (m[3, 1] * m[7, 0]), new() { Seed = seed });
    }

    [Fact]
    public void Measure_BadInput_NamesIt()
    {
        var x = new Matrix(3, 2);

        Assert.Throws<ArgumentException>(() => PermutationImportance.Measure(new Matrix(0, 2), _ => 0));
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => PermutationImportance.Measure(x, _ => double.NaN)).Message, StringComparison.Ordinal);
        Assert.Contains("Repeats is 0", Assert.Throws<ArgumentOutOfRangeException>(() => PermutationImportance.Measure(x, _ => 0, new() { Repeats = 0 })).Message, StringComparison.Ordinal);
    }
}
