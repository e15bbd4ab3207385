using ActorTrading.Learning.Sequences;

namespace ActorTrading.Learning.Tests.Sequences;

/// <summary>Small seeded windows.</summary>
internal static class SequenceSamples
{
    public const int Steps = 6;
    public const int Features = 3;

    /// <summary>The class of a window is the sign of its first column some steps before the end: the last row alone says nothing.</summary>
    public static SequenceSet Lagged(int windows, int seed, int steps = Steps, int lag = 3)
    {
        var rows = Samples.Matrix(Samples.Rows(windows + steps - 1, Features, seed));
        int[] ends = [.. Enumerable.Range(steps - 1, windows)];
        return new SequenceSet(rows, steps, ends, [.. ends.Select(end => rows[end - lag, 0] > 0 ? 1 : 0)]);
    }

    /// <summary>Three classes by the first and the last row of the window.</summary>
    public static SequenceSet Banded(int windows, int seed)
    {
        var rows = Samples.Matrix(Samples.Rows(windows + Steps - 1, Features, seed));
        int[] ends = [.. Enumerable.Range(Steps - 1, windows)];
        return new SequenceSet(rows, Steps, ends, [.. ends.Select(end => Math.Clamp((int)Math.Floor(rows[end - Steps + 1, 0] + rows[end, 1] + 1.5), 0, 2))]);
    }

    public static double LogLoss(ISequenceClassifier model, SequenceSet set)
    {
        var p = model.PredictProba(set.Rows, [.. set.Ends]);
        return Enumerable.Range(0, set.Count).Average(i => Probabilities.LogLoss(p[i, set.Labels[i]]));
    }

    /// <summary>One answer a window, windows laid one after the other.</summary>
    public static double[][] Batch(ISequenceClassifier model, double[][] windows)
    {
        var rows = new Matrix([.. windows.SelectMany(w => w)], windows.Length * model.Steps, model.FeatureCount);
        return Samples.RowsOf(model.PredictProba(rows, [.. Enumerable.Range(1, windows.Length).Select(i => (i * model.Steps) - 1)], threads: 2));
    }
}
