namespace ActorTrading.Learning.Drift;

/// <summary>Measures a detector on streams whose truth is known, so that its options can be chosen by figures.</summary>
public static class DriftTrial
{
    /// <summary>Runs one new detector over each stream.</summary>
    /// <param name="create">Makes a detector in its first state.</param>
    /// <param name="streams">At least one, each longer than or as long as <paramref name="changeAt"/>.</param>
    /// <param name="changeAt">Index of the first value after the change, over 0; the length of the streams where nothing changes.</param>
    /// <exception cref="ArgumentException">No stream, or one that ends before the change.</exception>
    public static DriftTrialResult Run(Func<IDriftDetector> create, IReadOnlyList<double[]> streams, int changeAt)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(streams);
        Check.Range(streams.Count, 1, int.MaxValue, "number of streams");
        Check.Range(changeAt, 1, int.MaxValue, nameof(changeAt));
        var falseAlarms = 0L;
        var missed = 0;
        var delays = new double[streams.Count];
        for (var s = 0; s < streams.Count; s++)
        {
            Check.Range(streams[s].Length, changeAt, int.MaxValue, $"length of stream {s}");
            var detector = create();
            var found = -1;
            for (var i = 0; i < streams[s].Length && found < 0; i++)
            {
                if (detector.Add(streams[s][i]) == DriftState.Drift)
                {
                    falseAlarms += i < changeAt ? 1 : 0;
                    found = i < changeAt ? -1 : i;
                }
            }

            missed += found < 0 ? 1 : 0;
            delays[s] = (found < 0 ? streams[s].Length : found + 1) - changeAt;
        }

        Array.Sort(delays);
        return new DriftTrialResult(
            1000.0 * falseAlarms / ((double)streams.Count * changeAt),
            (delays[(delays.Length - 1) / 2] + delays[delays.Length / 2]) / 2,
            (double)missed / streams.Count);
    }
}
