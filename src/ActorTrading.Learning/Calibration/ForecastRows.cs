namespace ActorTrading.Learning.Calibration;

/// <summary>Forecasts that something is fitted on.</summary>
internal static class ForecastRows
{
    public const int MaxClasses = 100;

    /// <summary>Probabilities, and labels among the given number of classes.</summary>
    public static void Check(Matrix? probabilities, ReadOnlySpan<int> labels, int classCount)
    {
        Learning.Check.Shape(probabilities!, nameof(probabilities));
        Learning.Check.Range(classCount, 2, MaxClasses, nameof(classCount));
        Learning.Check.Length(labels.Length, probabilities!.Rows, nameof(labels));
        foreach (var label in labels)
        {
            Learning.Check.Label(label, classCount);
        }

        for (var i = 0; i < probabilities.Values.Length; i++)
        {
            if (!(probabilities.Values[i] is >= 0 and <= 1))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"probabilities[{i / probabilities.Columns}, {i % probabilities.Columns}] is {probabilities.Values[i]}; it must be from 0 to 1."),
                    nameof(probabilities));
            }
        }
    }

    public static double[] Logs(ReadOnlySpan<double> probabilities)
    {
        var logs = new double[probabilities.Length];
        for (var i = 0; i < logs.Length; i++)
        {
            logs[i] = Math.Log(Math.Max(probabilities[i], Probabilities.Clip));
        }

        return logs;
    }
}
