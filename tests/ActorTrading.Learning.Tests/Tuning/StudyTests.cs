using System.Text;
using ActorTrading.Learning.Tuning;

namespace ActorTrading.Learning.Tests.Tuning;

public sealed class StudyTests
{
    private static readonly ParameterSpace Space = new(
        Parameter.Float("x", -3, 3), Parameter.Int("n", 1, 64, logarithmic: true), Parameter.Categorical("kind", "plain", "odd \"name\""));

    /// <summary>Steps down to the trial's loss; now and then it fails.</summary>
    private static double Objective(RunningTrial trial)
    {
        var loss = (trial.Values.Float("x") * trial.Values.Float("x")) + (1.0 / trial.Values.Int("n")) + (trial.Values.Choice("kind") == "plain" ? 0 : 0.5);
        for (var step = 5; step > 0; step--)
        {
            if (trial.Report(loss + (0.1 * step)))
            {
                return double.NaN;
            }
        }

        return trial.Number % 13 == 12 ? double.NaN : loss;
    }

    private static Study Open(Stream log) => new(Space, new TreeParzenSearch(), new MedianPruner(), log);

    private static string Told(Study study) => string.Join('\n', study.Trials.Select(t =>
        FormattableString.Invariant($"{t.Number} {t.State} {t.Loss:R} {t.Values[0]:R} {t.Values[1]:R} {t.Values[2]:R} {string.Join(',', t.Reports)}")));

    [Fact]
    public void Run_LogCutOffAnywhere_GoesOnAsIfNothingHappened()
    {
        using var whole = new MemoryStream();
        var uninterrupted = Open(whole);
        uninterrupted.Run(40, Objective);
        var bytes = whole.ToArray();
        Assert.Equal(3, uninterrupted.Trials.Select(t => t.State).Distinct().Count());

        for (var length = 0; length <= bytes.Length; length += 331)
        {
            using var log = new MemoryStream();
            log.Write(bytes.AsSpan(0, length));
            var resumed = Open(log);
            Assert.True(resumed.Trials.Count <= 40);

            resumed.Run(40, Objective);

            Assert.Equal(Told(uninterrupted), Told(resumed));
            Assert.Equal(bytes, log.ToArray());
        }
    }

    [Fact]
    public void Run_ObjectiveThrows_TriesTheSameTrialAgain()
    {
        using var log = new MemoryStream();
        var study = Open(log);
        Assert.Throws<InvalidOperationException>(() => study.Run(20, t => t.Number == 7 ? throw new InvalidOperationException() : Objective(t)));
        Assert.Equal(7, study.Trials.Count);

        study.Run(20, Objective);

        using var other = new MemoryStream();
        var straight = Open(other);
        straight.Run(20, Objective);
        Assert.Equal(Told(straight), Told(study));
    }

    /// <summary>Who reads the log on the way, or a write that fails in its middle, must not damage what comes after.</summary>
    [Fact]
    public void Run_StreamLeftElsewhere_GoesOnBehindTheLastTrial()
    {
        using var log = new MemoryStream();
        var study = Open(log);
        study.Run(4, Objective);
        log.Position = 5;
        study.Run(5, Objective);
        log.Seek(0, SeekOrigin.End);
        log.Write("{\"trial\":5,\"sta"u8);
        study.Run(20, Objective);

        using var other = new MemoryStream();
        Open(other).Run(20, Objective);
        Assert.Equal(other.ToArray(), log.ToArray());
    }

    [Fact]
    public void Open_DamagedOrForeignLog_IsRefusedByLine()
    {
        using var log = new MemoryStream();
        Open(log).Run(3, Objective);
        var text = Encoding.UTF8.GetString(log.ToArray());

        Assert.Contains("Line 3", Refusal(text.Replace("\"trial\":1", "\"trial\":x", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("trial number", Refusal(text.Replace("\"trial\":1", "\"trial\":2", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("state", Refusal(text.Replace("complete", "perfect", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("Line 2", Refusal(text.Replace("\"values\":[", "\"values\":[77,", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("Line 2", Refusal(text.Replace("\"values\":[", "\"values\":[1e999,", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("Line 2", Refusal(text.Replace("\"reports\":[", "\"reports\":[1e999,", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("another parameter space", Refusal(text.Replace("\"high\":3", "\"high\":4", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("another parameter space", Refusal("hello\n"), StringComparison.Ordinal);

        static string Refusal(string text)
        {
            using var log = new MemoryStream();
            log.Write(Encoding.UTF8.GetBytes(text));
            return Assert.Throws<InvalidDataException>(() => Open(log)).Message;
        }
    }

    [Fact]
    public void Median_HandWorked_StopsOnlyTheWorseHalf()
    {
        // Running averages after two steps: 1.5, 2, 3.5, so the median is 2.
        Trial[] history = [Reported(1, 2), Reported(2, 2), Reported(4, 3)];
        var pruner = new MedianPruner(warmupTrials: 3, warmupSteps: 1);

        Assert.True(pruner.ShouldStop(history, [3, 2.1]));
        Assert.False(pruner.ShouldStop(history, [3, 2]));
        Assert.False(pruner.ShouldStop(history, [1.9, 9]));
        Assert.False(pruner.ShouldStop(history, [9]));
        Assert.False(pruner.ShouldStop(history, [9, 9, 9]));
        Assert.False(pruner.ShouldStop(history.AsSpan(1).ToArray(), [9, 9]));
        Assert.True(new MedianPruner(2).ShouldStop(history.AsSpan(1).ToArray(), [9, 2.8]));
        Assert.False(new MedianPruner(2).ShouldStop(history.AsSpan(1).ToArray(), [9, 2.7]));

        static Trial Reported(params double[] reports) => new(0, new ParameterValues(Space, 0, 1, 0), TrialState.Complete, 0, reports);
    }

    [Fact]
    public void Run_WithPruner_SpendsFarFewerStepsAndKeepsTheBest()
    {
        var steps = 0;
        double Curve(RunningTrial trial)
        {
            var loss = Math.Abs(trial.Values.Float("x"));
            for (var step = 1; step <= 20; step++)
            {
                steps++;
                if (trial.Report(loss + (1.0 / step)))
                {
                    return loss;
                }
            }

            return loss;
        }

        var all = new Study(Space, new RandomSearch(5)).Run(100, Curve)!;
        var allSteps = steps;
        steps = 0;
        var pruned = new Study(Space, new RandomSearch(5), new MedianPruner());
        var best = pruned.Run(100, Curve)!;

        Assert.Equal(all.Number, best.Number);
        Assert.True(steps < 0.7 * allSteps, $"{steps} steps of {allSteps}");
        Assert.All(pruned.Trials.Where(t => t.State == TrialState.Pruned), t => Assert.True(Math.Abs(t.Values.Float("x")) > best.Loss));
    }

    [Fact]
    public void Run_NothingButFailures_HasNoBest()
    {
        var study = new Study(Space, new TreeParzenSearch(new TreeParzenOptions { StartupTrials = 2 }));

        Assert.Null(study.Run(15, t => t.Report(double.NaN) ? 1 : double.PositiveInfinity));
        Assert.All(study.Trials, t => Assert.Equal(TrialState.Failed, t.State));
    }
}
