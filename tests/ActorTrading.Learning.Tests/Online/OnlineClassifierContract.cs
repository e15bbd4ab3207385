using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

/// <summary>What every online classifier promises beyond <see cref="ModelContract{T}"/>.</summary>
public abstract class OnlineClassifierContract<T> : ModelContract<T>
    where T : class, IOnlineClassifier, ISavedModel<T>
{
    private const int Features = 5;
    private const int Enough = 1003;

    protected override double[][] Rows { get; } = [.. Samples.Rows(40, Features, seed: 2)];

    protected override int AnswerLength => Classes;

    protected virtual int Classes => 3;

    /// <summary>Rows of the saved model.</summary>
    protected virtual int Small => 203;

    /// <summary>Nats a row that the learner may lose, after 8,000 rows, against one who knows the true probabilities.</summary>
    protected virtual double Regret => 0.02;

    protected abstract T Create(int features);

    protected abstract IReadOnlyList<double> Importance(T model);

    protected override T Fit() => Learned(Small);

    protected override void Predict(T model, double[] row, double[] answer) => model.PredictProba(row, answer);

    protected override double[][] PredictBatch(T model, double[][] rows) => Samples.RowsOf(model.PredictProba(Samples.Matrix(rows)));

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
        var labels = Samples.Labels(more, Classes);

        foreach (var each in (T[])[model, loaded, made])
        {
            each.PartialFit(more, labels);
        }

        Assert.Equal(State(model), State(loaded));
        Assert.Equal(State(model), State(made));
    }

    [Fact]
    public void PredictProba_IsADistribution_FromTheFirstRow()
    {
        foreach (var model in (T[])[Create(Features), Learned(1), Learned(Enough)])
        {
            Assert.All(Rows, row => MustBeADistribution(Answer(model, row)));
        }
    }

    [Fact]
    public void PredictProba_OddColumns_StayFinite()
    {
        var model = Create(Features);
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e300, 0];
        for (var i = 0; i < 700; i++)
        {
            // Constant, missing at times, infinite at times, huge, and a plain one.
            double[] row = [7, i % 3 == 0 ? double.NaN : i, i % 5 == 0 ? double.PositiveInfinity : -i, i % 2 == 0 ? 1e300 : -1e300, i % 7];
            model.PartialFit(row, i % Classes);
        }

        Assert.All(odd, value => MustBeADistribution(Answer(model, [value, value, value, value, value])));
    }

    /// <summary>P(class) is the softmax of 1.5·x0, 1.5·x1, ... with 0 for the last class; each row is scored before it is learned.</summary>
    [Fact]
    public void Prequential_StationaryStream_ComesNearTheBayesRate()
    {
        var random = new Random(31);
        var model = Create(Features);
        var p = new double[Classes];
        var (lost, best) = (0.0, 0.0);
        var rows = Samples.Rows(14_000, Features, seed: 30);
        for (var i = 0; i < rows.Length; i++)
        {
            var label = DrawLabel(rows[i], random, out var truth);
            if (i >= 8000)
            {
                model.PredictProba(rows[i], p);
                lost += Probabilities.LogLoss(p[label]) / 6000;
                best += Probabilities.LogLoss(truth) / 6000;
            }

            model.PartialFit(rows[i], label);
        }

        Assert.InRange(lost - best, -0.01, Regret);
    }

    [Fact]
    public void PartialFit_OneClassOnly_ExpectsIt()
    {
        var model = Create(Features);
        foreach (var row in Samples.Rows(600, Features, seed: 4))
        {
            model.PartialFit(row, 1);
        }

        Assert.All(Rows, row => Assert.InRange(Answer(model, row)[1], 0.9, 1));
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
        Assert.True(shares[0] + shares[1] > 0.7, string.Join(' ', shares));
    }

    [Fact]
    public void PartialFit_WrongRowOrLabel_SaysWhich()
    {
        var model = Create(Features);

        Assert.Contains("6 values", Assert.Throws<ArgumentException>(() => model.PartialFit(new double[6], 0)).Message, StringComparison.Ordinal);
        Assert.Contains($"label is {Classes}", Assert.Throws<ArgumentOutOfRangeException>(() => model.PartialFit(new double[Features], Classes)).Message, StringComparison.Ordinal);
        Assert.Contains("label is -1", Assert.Throws<ArgumentOutOfRangeException>(() => model.PartialFit(new double[Features], -1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.PredictProba(new double[Features], new double[Classes + 1]));
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

    private static void MustBeADistribution(double[] p)
    {
        Assert.All(p, value => Assert.InRange(value, 0, 1));
        Assert.Equal(1, p.Sum(), 9);
    }

    private static byte[] State(T model) => StateCopy.Bytes(((IOnlineClassifier)model).Save);

    private int DrawLabel(double[] row, Random random, out double probability)
    {
        double[] p = [.. row[..(Classes - 1)].Select(v => 1.5 * v), 0];
        Probabilities.Softmax(p);
        var u = random.NextDouble();
        var label = 0;
        while (label < Classes - 1 && u >= p[label])
        {
            u -= p[label++];
        }

        probability = p[label];
        return label;
    }

    private T Learned(int rows)
    {
        var model = Create(Features);
        if (rows > 0)
        {
            var x = Samples.Matrix(Samples.Rows(rows, Features, seed: 1));
            model.PartialFit(x, Samples.Labels(x, Classes));
        }

        return model;
    }
}
