using ActorTrading.Learning.Baselines;
using ActorTrading.Learning.Blending;
using ActorTrading.Learning.Conformal;
using ActorTrading.Learning.Online;
using ActorTrading.Learning.Scoring;

namespace ActorTrading.Learning.Tests;

/// <summary>A state in which any eight bytes were overwritten is refused, or loads into a model that learns on and never answers NaN.</summary>
public sealed class ForgedStateTests
{
    private static readonly double[] Forgeries = [double.NaN, double.PositiveInfinity, 1e308, -1e308, -1];

    [Fact]
    public void SoftmaxRegression() => Attack(() => new OnlineSoftmaxRegression(2, 3, Sgd), m => m.Save, (m, r) => m.Load(r), LearnOn);

    [Fact]
    public void LogisticRegression() => Attack(() => new OnlineLogisticRegression(2, Sgd), m => m.Save, (m, r) => m.Load(r), LearnOn);

    [Fact]
    public void LinearRegression() => Attack(() => new OnlineLinearRegression(2, Sgd), m => m.Save, (m, r) => m.Load(r), LearnOn);

    [Fact]
    public void FtrlProximal() => Attack(() => new FtrlProximalClassifier(2, 3), m => m.Save, (m, r) => m.Load(r), LearnOn);

    [Fact]
    public void PassiveAggressive() => Attack(() => new PassiveAggressiveClassifier(2, 3), m => m.Save, (m, r) => m.Load(r), LearnOn);

    [Fact]
    public void PassiveAggressiveRegression() => Attack(() => new PassiveAggressiveRegressor(2), m => m.Save, (m, r) => m.Load(r), LearnOn);

    [Fact]
    public void LeastSquares() => Attack(() => new RecursiveLeastSquares(2), m => m.Save, (m, r) => m.Load(r), LearnOn);

    [Fact]
    public void HoeffdingTree() => Attack(() => new HoeffdingAdaptiveTree(2, 3), m => m.Save, (m, r) => m.Load(r), LearnOn);

    [Fact]
    public void BaseRates() => Attack(() => new RollingBaseRates(3, window: 10), m => m.Save, (m, r) => m.Load(r), LearnOn);

    [Fact]
    public void Volatility() => Attack(() => new EwmaStudentT(), m => m.Save, (m, r) => m.Load(r), m =>
    {
        var p = new double[3];
        for (var i = 0; i < 3; i++)
        {
            m.PredictProba(4, 0.01, 0.01, p);
            Assert.All(p, value => Assert.InRange(value, 0, 1));
            Assert.True(double.IsFinite(m.Quantile(0.05, 4)));
            m.Learn(0.01, m.Scale(4));
            m.Update(0.004);
        }
    });

    [Fact]
    public void Intervals() => Attack(
        () => new AdaptiveConformalInterval(new() { Window = 20, MinResiduals = 1, Levels = 2 }), m => m.Save, (m, r) => m.Load(r), m =>
        {
            for (var i = 0; i < 25; i++)
            {
                var (low, high) = m.Interval(0, 0.01);
                Assert.True(low <= high, $"[{low}, {high}]");
                m.Observe(0.5, true, 0.01 + i);
            }
        });

    [Fact]
    public void Blend() => Attack(NewBlend, m => m.Save, (m, r) => m.Load(r), m =>
    {
        for (var i = 0; i < 25; i++)
        {
            var forecast = m.Forecast([0.6, 0.3, 0.1, 0.2, 0.3, 0.5], 0.01);
            Assert.Equal(1, forecast.Probabilities.ToArray().Sum(), 9);
            Assert.True(double.IsFinite(forecast.ExpectedReturn) && forecast.IntervalLow <= forecast.IntervalHigh);
            m.Observe(forecast, i % 3, 0.001 * i);
        }
    });

    [Fact]
    public void Score() => Attack(() => new ForecastScore(bins: 3), m => m.Save, (m, r) => m.Load(r), m =>
    {
        m.Add([0.5, 0.3, 0.2], 1);
        m.Interval.Add(-1, 1, 0);
        Assert.True(m.Count > 0);
        Assert.All((double[])[m.LogLoss, m.Brier, m.ExpectedCalibrationError, m.Interval.MeanWidth, m.Interval.Winkler(0.1)], v => Assert.True(v >= 0, $"{v}"));
        Assert.All((double[])[m.Accuracy, m.SelectedShare, m.Interval.Coverage], v => Assert.InRange(v, 0, 1));
    });

    private static SgdOptions Sgd => new() { MiniBatch = 10 };

    private static BlendedForecaster NewBlend() => new(
        new() { Recalibration = new() { Window = 10, RefitEvery = 5 }, Interval = new() { Window = 20, MinResiduals = 5, Levels = 2 } },
        [new("a", 0.5), new("b", 0.5)]);

    private static void LearnOn(IOnlineClassifier model)
    {
        var p = new double[model.ClassCount];
        for (var i = 0; i < 30; i++)
        {
            model.PartialFit([i % 4, i % 5], i % model.ClassCount);
            model.PredictProba([i % 3, 1], p);
            Assert.Equal(1, p.Sum(), 9);
        }
    }

    private static void LearnOn(IOnlineRegressor model)
    {
        for (var i = 0; i < 30; i++)
        {
            model.PartialFit([i % 4, i % 5], i % 3);
            Assert.True(double.IsFinite(model.Predict([i % 3, 1])));
        }
    }

    private static void Attack<T>(Func<T> create, Func<T, Action<BinaryWriter>> save, Action<T, BinaryReader> load, Action<T> use)
    {
        var honest = create();
        use(honest);
        var bytes = StateCopy.Bytes(save(honest));
        foreach (var forgery in Forgeries)
        {
            for (var at = 0; at + sizeof(double) <= bytes.Length; at++)
            {
                var forged = (byte[])bytes.Clone();
                BitConverter.TryWriteBytes(forged.AsSpan(at), forgery);
                var model = create();
                try
                {
                    load(model, StateCopy.Reader(forged));
                }
                catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
                {
                    continue;
                }

                var error = Record.Exception(() => use(model));
                Assert.True(error is null, $"{forgery:R} at byte {at} of {bytes.Length}: {error?.Message}");
            }
        }
    }
}
