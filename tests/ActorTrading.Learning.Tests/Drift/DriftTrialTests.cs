using ActorTrading.Learning.Drift;

namespace ActorTrading.Learning.Tests.Drift;

/// <summary>False alarms on streams that stay as they are, delay on streams that do not. The figures go to the test output.</summary>
public sealed class DriftTrialTests(ITestOutputHelper output)
{
    /// <summary>
    /// Errors of a model: 20 % of the answers, then 40 %. Limits are what a user may count on: false alarms per 1,000 outcomes, and
    /// median delay in outcomes. Kswin (30 values) and psi (an index of 0.2) do not find so small a change between two values.
    /// </summary>
    [Theory]
    [InlineData("adwin", 0.02, 250)]
    [InlineData("page-hinkley", 0.1, 320)]
    [InlineData("ddm", 0.2, 250)]
    [InlineData("cusum", 0.6, 80)]
    [InlineData("ks", 0.1, 200)]
    public void ErrorRate_TwentyToForty(string name, double falseAlarms, double delay) =>
        Measure(name, "error rate 0.2 to 0.4", falseAlarms, delay, (random, changed) => random.NextDouble() < (changed ? 0.4 : 0.2) ? 1 : 0);

    /// <summary>A feature of mean 0 and deviation 1 whose mean becomes 1.</summary>
    [Theory]
    [InlineData("adwin", 0.02, 64)]
    [InlineData("page-hinkley", 0.5, 64)]
    [InlineData("cusum", 0.4, 25)]
    [InlineData("ks", 0.1, 200)]
    [InlineData("psi", 0.05, 200)]
    [InlineData("kswin", 3, 30)]
    public void Mean_ByOneDeviation(string name, double falseAlarms, double delay) =>
        Measure(name, "mean by one deviation", falseAlarms, delay, (random, changed) => Samples.Normal(random) + (changed ? 1 : 0));

    [Fact]
    public void Run_KnownDetector_CountsByHand()
    {
        // Says drift at every 1: alarms at 1 and 3 before the change at 4, then at 6: the third value of the change.
        var result = DriftTrial.Run(() => new Echo(), [[0, 1, 0, 1, 0, 0, 1, 0], [0, 0, 0, 0, 0, 0, 0, 0]], 4);

        Assert.Equal(new DriftTrialResult(1000 * 2.0 / 8, 3.5, 0.5), result);
    }

    [Fact]
    public void Run_StreamTooShort_IsNamed() =>
        Assert.Contains("stream 1", Assert.ThrowsAny<ArgumentException>(() => DriftTrial.Run(() => new Echo(), [[1, 2], [1]], 2)).Message, StringComparison.Ordinal);

    private void Measure(string name, string what, double falseAlarms, double delay, Func<Random, bool, double> draw)
    {
        var create = Detectors.All.Single(d => d.Name == name).New;
        var quiet = DriftTrial.Run(create, Streams(20, 5000, 5000, draw), 5000);
        var shifted = DriftTrial.Run(create, Streams(40, 1200, 2400, draw), 1200);

        output.WriteLine(FormattableString.Invariant(
            $"{name}, {what}: {quiet.FalseAlarms:0.####} false alarms per 1,000 values, median delay {shifted.MedianDelay}, missed {shifted.Missed:P0}"));
        Assert.InRange(quiet.FalseAlarms, 0, falseAlarms);
        Assert.InRange(shifted.MedianDelay, 1, delay);

        // A false alarm shortly before the change makes a detector learn from both sides of it.
        Assert.InRange(shifted.Missed, 0, 0.05);
    }

    private static double[][] Streams(int count, int changeAt, int length, Func<Random, bool, double> draw) =>
        [.. Enumerable.Range(0, count).Select(seed =>
        {
            var random = new Random(seed + 1);
            return Enumerable.Range(0, length).Select(i => draw(random, i >= changeAt)).ToArray();
        })];

    private sealed class Echo : IDriftDetector
    {
        public DriftState Add(double value) => value == 1 ? DriftState.Drift : DriftState.None;

        public void Reset()
        {
        }

        public void Save(BinaryWriter writer)
        {
        }

        public void Load(BinaryReader reader)
        {
        }
    }
}
