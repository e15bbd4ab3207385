using ActorTrading.Learning.Tuning;

namespace ActorTrading.Learning.Tests.Tuning;

public sealed class SearchTests
{
    private static readonly ParameterSpace Mixed = new(
        Parameter.Float("rate", 1e-4, 1, logarithmic: true),
        Parameter.Int("depth", 1, 12),
        Parameter.Int("rounds", 1, 1000, logarithmic: true),
        Parameter.Float("shift", -2, 3),
        Parameter.Categorical("kind", "a", "b", "c"));

    [Fact]
    public void Grid_TriesEveryCombinationOnce()
    {
        var space = new ParameterSpace(
            Parameter.Float("rate", 0.01, 1, logarithmic: true), Parameter.Int("depth", 2, 4), Parameter.Categorical("kind", "a", "b"));
        var search = new GridSearch(3);
        var study = new Study(space, search);

        study.Run(1000, t => t.Values.Float("rate"));

        Assert.Equal(18, search.Count(space));
        Assert.Equal(18, study.Trials.Count);
        var seen = study.Trials.Select(t => (Math.Round(t.Values.Float("rate"), 12), t.Values.Int("depth"), t.Values.Choice("kind"))).ToArray();
        Assert.Equal([.. from r in new[] { 0.01, 0.1, 1 } from d in new[] { 2, 3, 4 } from k in new[] { "a", "b" } select (r, d, k)], seen);
    }

    [Theory]
    [InlineData(1, 100, 20)]
    [InlineData(1, 10, 9)]
    [InlineData(3, 3, 5)]
    [InlineData(1, 1_000_000, 7)]
    public void Grid_WholeNumbersOnALogarithmicScale_AreDistinctAndReachTheBounds(int low, int high, int points)
    {
        var space = new ParameterSpace(Parameter.Int("n", low, high, logarithmic: true));
        var study = new Study(space, new GridSearch(points));

        study.Run(1000, _ => 0);

        var values = study.Trials.Select(t => t.Values.Int("n")).ToArray();
        Assert.Equal(Math.Min(points, high - low + 1), values.Length);
        Assert.Equal(values.Distinct().Order(), values);
        Assert.Equal((low, high), (values[0], values[^1]));
    }

    [Fact]
    public void Random_CoversEachParametersScaleEvenly()
    {
        var study = new Study(Mixed, new RandomSearch(seed: 3));

        study.Run(3000, _ => 0);

        var trials = study.Trials.Select(t => t.Values).ToArray();
        for (var decade = 0; decade < 4; decade++)
        {
            Assert.InRange(trials.Count(v => v.Float("rate") >= Math.Pow(10, decade - 4) && v.Float("rate") < Math.Pow(10, decade - 3)), 650, 850);
        }

        Assert.All(Enumerable.Range(1, 12), d => Assert.InRange(trials.Count(v => v.Int("depth") == d), 190, 310));
        Assert.InRange(trials.Count(v => v.Int("rounds") < 32), 1350, 1800);
        Assert.All(Mixed[4].Choices, c => Assert.InRange(trials.Count(v => v.Choice("kind") == c), 900, 1100));
    }

    public static TheoryData<string> Functions => ["sphere", "branin", "mixed"];

    private static (ParameterSpace Space, Func<ParameterValues, double> Loss) Function(string name) => name switch
    {
        "sphere" => (
            new ParameterSpace([.. Enumerable.Range(0, 4).Select(i => Parameter.Float($"x{i}", -5, 5))]),
            v => Enumerable.Range(0, 4).Sum(i => (v[i] - 1) * (v[i] - 1))),

        // Least value 0.397887 in three places.
        "branin" => (
            new ParameterSpace(Parameter.Float("x", -5, 10), Parameter.Float("y", 0, 15)),
            v => Math.Pow(v[1] - (5.1 / (4 * Math.PI * Math.PI) * v[0] * v[0]) + (5 / Math.PI * v[0]) - 6, 2)
                + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(v[0])) + 10),
        _ => (
            Mixed,
            v => Math.Abs(Math.Log10(v.Float("rate")) + 2) + (Math.Abs(v.Int("depth") - 5) / 4.0) + Math.Abs(Math.Log10(v.Int("rounds")) - 2)
                + Math.Abs(v.Float("shift")) + (v.Choice("kind") == "b" ? 0 : 1)),
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void TreeParzen_OnAverageOverSeeds_FindsLessThanRandom(string name)
    {
        var (space, loss) = Function(name);
        double Mean(Func<ulong, ISearch> search) => Enumerable.Range(1, 8)
            .Average(seed => new Study(space, search((ulong)seed)).Run(80, t => loss(t.Values))!.Loss);

        var parzen = Mean(seed => new TreeParzenSearch(new TreeParzenOptions { Seed = seed }));
        var random = Mean(seed => new RandomSearch(seed));

        Assert.True(parzen < 0.75 * random, $"{name}: tree-structured Parzen {parzen}, random {random}");
    }

    [Fact]
    public void Parzen_Density_SumsToOne()
    {
        foreach (var parameter in new[] { Mixed[0], Mixed[1], Mixed[2], Mixed[3], Mixed[4] })
        {
            double[] seen = parameter.Kind == ParameterKind.Categorical ? [1, 1, 2] : [parameter.Low, parameter.Low, 1, parameter.High];
            var estimator = new ParzenEstimator(parameter, seen, priorWeight: 1);
            var whole = parameter.Kind != ParameterKind.Float;
            var range = parameter.UpperEdge - parameter.LowerEdge;
            var sum = whole
                ? Enumerable.Range((int)parameter.Low, (int)(parameter.High - parameter.Low) + 1).Sum(v => estimator.Density(v))
                : Enumerable.Range(0, 20_000).Sum(i => estimator.Density(parameter.Value(parameter.LowerEdge + ((i + 0.5) / 20_000 * range)))) * range / 20_000;
            Assert.Equal(1, sum, whole ? 10 : 6);

            var random = new SplitMix64(1);
            var share = Enumerable.Range(0, 4000).Count(_ => estimator.Draw(ref random) <= 1) / 4000.0;
            var expected = whole
                ? Enumerable.Range((int)parameter.Low, 2 - (int)parameter.Low).Sum(v => estimator.Density(v))
                : Enumerable.Range(0, 20_000).Select(i => parameter.Value(parameter.LowerEdge + ((i + 0.5) / 20_000 * range))).Where(v => v <= 1).Sum(estimator.Density) * range / 20_000;
            Assert.Equal(expected, share, 0.04);
        }
    }

    [Fact]
    public void BadInput_NamesIt()
    {
        Assert.Throws<ArgumentException>(() => Parameter.Float(" ", 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Parameter.Float("x", 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Parameter.Float("x", double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Parameter.Float("x", 0, 1, logarithmic: true));
        Assert.Throws<ArgumentException>(() => Parameter.Float("x", 1e10, Math.BitIncrement(1e10), logarithmic: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => Parameter.Int("x", 3, 2));
        Assert.Throws<ArgumentException>(() => Parameter.Categorical("x", "a", "a"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Parameter.Categorical("x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterSpace());
        Assert.Throws<ArgumentException>(() => new ParameterSpace(Parameter.Int("x", 0, 1), Parameter.Int("x", 0, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GridSearch(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TreeParzenSearch(new TreeParzenOptions { Candidates = 0 }));
        var values = new ParameterValues(Mixed, 0.1, 3, 10, 0, 2);
        Assert.Equal("c", values.Choice("kind"));
        Assert.Throws<ArgumentException>(() => values.Int("rate"));
        Assert.Throws<ArgumentException>(() => values.Float("missing"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterValues(Mixed, 0.1, 3.5, 10, 0, 2));
    }
}
