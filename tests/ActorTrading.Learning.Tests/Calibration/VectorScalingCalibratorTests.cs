using ActorTrading.Learning.Calibration;

namespace ActorTrading.Learning.Tests.Calibration;

public sealed class VectorScalingCalibratorTests
{
    [Fact]
    public void Observe_CalibratedStream_DoesNotHurt()
    {
        var (before, after, _) = Run(distort: p => p);

        Assert.InRange(after - before, -0.002, 0.002);
    }

    [Fact]
    public void Observe_OverconfidentStream_IsRepaired()
    {
        // Cubed and normalised: the true slope back is 1/3.
        var (before, after, slope) = Run(p => [.. p.Select(v => v * v * v)]);

        Assert.InRange(slope, 0.28, 0.4);
        Assert.True(after < before - 0.1, $"log-loss {before} became {after}");
    }

    [Fact]
    public void Observe_ShiftedClasses_AreRepaired()
    {
        var (before, after, _) = Run(p => [p[0] * 3, p[1], p[2]]);

        Assert.True(after < before - 0.03, $"log-loss {before} became {after}");
    }

    [Fact]
    public void Transform_NothingSeen_ChangesNothing()
    {
        var calibrated = new double[3];

        new VectorScalingCalibrator(3).Transform([0.2, 0.3, 0.5], calibrated);

        Assert.Equal(0.2, calibrated[0], 12);
        Assert.Equal(0.5, calibrated[2], 12);
    }

    [Fact]
    public void Observe_EnoughRefits_ReachesTheMinimumOfThePenalisedLoss()
    {
        var random = new Random(9);
        var calibrator = new VectorScalingCalibrator(2, new() { Window = 200, RefitEvery = 50, Strength = 10 });
        var rows = Enumerable.Range(0, 200).Select(_ => 0.1 + (0.8 * random.NextDouble())).Select(p => (P: p, Y: random.NextDouble() < 0.2 + (0.3 * p) ? 1 : 0)).ToArray();
        for (var round = 0; round < 6; round++)
        {
            foreach (var (p, y) in rows)
            {
                calibrator.Observe([1 - p, p], y);
            }
        }

        double[] at = [calibrator.Slope, .. calibrator.Offsets];
        for (var i = 0; i < at.Length; i++)
        {
            var up = at.ToArray();
            var down = at.ToArray();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            Assert.InRange((Loss(up) - Loss(down)) / 2e-5, -1e-3, 1e-3);
        }

        double Loss(double[] w) => rows.Sum(r =>
        {
            double[] s = [(w[0] * Math.Log(1 - r.P)) + w[1], (w[0] * Math.Log(r.P)) + w[2]];
            Probabilities.Softmax(s);
            return -Math.Log(s[r.Y]);
        }) + (5 * (Math.Pow(w[0] - 1, 2) + (w[1] * w[1]) + (w[2] * w[2])));
    }

    private static (double Before, double After, double Slope) Run(Func<double[], double[]> distort)
    {
        var random = new Random(1);
        var calibrator = new VectorScalingCalibrator(3);
        double before = 0;
        double after = 0;
        const int Count = 8000;
        var calibrated = new double[3];
        for (var i = 0; i < Count; i++)
        {
            double[] truth = [0.05 + random.NextDouble(), 0.05 + (2 * random.NextDouble()), 0.05 + random.NextDouble()];
            Probabilities.Normalize(truth);
            var u = random.NextDouble();
            var label = u < truth[0] ? 0 : u < truth[0] + truth[1] ? 1 : 2;
            var said = distort(truth);
            Probabilities.Normalize(said);
            calibrator.Transform(said, calibrated);
            if (i >= 2000)
            {
                before += Probabilities.LogLoss(said[label]) / (Count - 2000);
                after += Probabilities.LogLoss(calibrated[label]) / (Count - 2000);
            }

            calibrator.Observe(said, label);
        }

        return (before, after, calibrator.Slope);
    }
}
