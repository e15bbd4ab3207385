using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

/// <summary>What every online regressor promises beyond <see cref="ModelContract{T}"/>.</summary>
public abstract class OnlineRegressorContract<T> : ModelContract<T>
    where T : class, IOnlineRegressor, ISavedModel<T>
{
    private const int Features = 5;
    private const int Small = 203;
    private const int Enough = 1003;

    protected override double[][] Rows { get; } = [.. Samples.Rows(40, Features, seed: 2)];

    protected override int AnswerLength => 1;

    protected abstract T Create(int features);

    protected abstract IReadOnlyList<double> Importance(T model);

    protected override T Fit() => Learned(Small);

    protected override void Predict(T model, double[] row, double[] answer) => answer[0] = model.Predict(row);

    protected override double[][] PredictBatch(T model, double[][] rows) => [.. model.Predict(Samples.Matrix(rows)).Select(v => new[] { v })];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(777)]
    public void Load_AfterAnyNumberOfRows_LearnsOnToTheBit(int rows)
    {
        var model = Learned(rows);
        var bytes = State(model);
        var loaded = Create(Features);
        loaded.Load(StateCopy.Reader(bytes));
        var made = T.Load(StateCopy.Reader(bytes));
        var more = Samples.Matrix(Samples.Rows(500, Features, seed: 9));
        var targets = Targets(more);

        foreach (var each in (T[])[model, loaded, made])
        {
            each.PartialFit(more, targets);
        }

        Assert.Equal(State(model), State(loaded));
        Assert.Equal(State(model), State(made));
    }

    /// <summary>y = 3 + 2·x0 - x1 + noise of deviation 0.5: the best possible mean squared error is 0.25, the mean's is 5.25.</summary>
    [Fact]
    public void Predict_LinearStream_ComesNearTheNoise()
    {
        var model = Learned(12_000);
        var x = Samples.Matrix(Samples.Rows(2000, Features, seed: 21));
        var y = Targets(x);

        var error = model.Predict(x).Zip(y).Average(pair => (pair.First - pair.Second) * (pair.First - pair.Second));

        Assert.InRange(error, 0.2, 0.35);
    }

    [Fact]
    public void Predict_OddColumns_StayFinite()
    {
        var model = Create(Features);
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e300, 0];
        for (var i = 0; i < 700; i++)
        {
            double[] row = [7, i % 3 == 0 ? double.NaN : i, i % 5 == 0 ? double.PositiveInfinity : -i, i % 2 == 0 ? 1e300 : -1e300, i % 7];
            model.PartialFit(row, i % 11 == 0 ? 1e50 : i);
        }

        Assert.All(odd, value => Assert.True(double.IsFinite(model.Predict([value, value, value, value, value]))));
    }

    /// <summary>200 equal columns have 200 times the curvature of one.</summary>
    [Fact]
    public void PartialFit_EqualColumns_DoesNotDiverge()
    {
        var model = Create(200);
        foreach (var row in Samples.Rows(3000, 1, seed: 5))
        {
            var wide = new double[200];
            wide.AsSpan().Fill(row[0]);
            model.PartialFit(wide, 10 * row[0]);
        }

        var ones = new double[200];
        ones.AsSpan().Fill(1);
        Assert.InRange(model.Predict(ones), 5, 15);
    }

    [Fact]
    public void PartialFit_OneRow_AllocatesNothing()
    {
        var model = Learned(Enough);
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
            {
                model.PartialFit(Rows[i % Rows.Length], i % 2);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void Importance_IsSharesAndFindsTheColumnsThatCount()
    {
        Assert.All(Importance(Create(Features)), share => Assert.Equal(0, share));

        var shares = Importance(Learned(6 * Enough));

        Assert.Equal(1, shares.Sum(), 12);
        Assert.True(shares[0] > shares[1] && shares[1] > shares.Skip(2).Max() * 3, string.Join(' ', shares));
    }

    [Fact]
    public void PartialFit_WrongRowOrTarget_SaysWhich()
    {
        var model = Create(Features);

        Assert.Contains("6 values", Assert.Throws<ArgumentException>(() => model.PartialFit(new double[6], 0)).Message, StringComparison.Ordinal);
        Assert.Contains("target is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => model.PartialFit(new double[Features], double.NaN)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.PartialFit(new double[Features], double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(1_000_000));
    }

    [Fact]
    public void Load_OtherShape_SaysSo()
    {
        var bytes = State(Create(4));

        var e = Assert.Throws<InvalidDataException>(() => Create(Features).Load(StateCopy.Reader(bytes)));

        Assert.Contains("feature count is 4; 5 was expected", e.Message, StringComparison.Ordinal);
    }

    private static double[] Targets(Matrix x)
    {
        var random = new Random(17);
        return [.. Enumerable.Range(0, x.Rows).Select(i => 3 + (2 * x[i, 0]) - x[i, 1] + (0.5 * Samples.Normal(random)))];
    }

    private static byte[] State(T model) => StateCopy.Bytes(((IOnlineRegressor)model).Save);

    private T Learned(int rows)
    {
        var model = Create(Features);
        if (rows > 0)
        {
            var x = Samples.Matrix(Samples.Rows(rows, Features, seed: 1));
            model.PartialFit(x, Targets(x));
        }

        return model;
    }
}
