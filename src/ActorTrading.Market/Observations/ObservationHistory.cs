namespace ActorTrading.Market.Observations;

/// <summary>
/// A series as it could be known at any moment. At a time t only what was known by then counts, whatever was learned or corrected later;
/// of that the value with the latest event time, in its latest version. What is learned late about the past does not replace newer values.
/// </summary>
public sealed class ObservationHistory
{
    private readonly long[] _knownAt;
    private readonly Observation[] _best;

    /// <param name="observations">In any order; versions of one event differ in when they were known.</param>
    /// <remarks>O(n log n).</remarks>
    public ObservationHistory(IEnumerable<Observation> observations)
    {
        _best = [.. observations.OrderBy(o => o.KnownAt).ThenBy(o => o.EventTime)];
        _knownAt = Array.ConvertAll(_best, o => o.KnownAt);
        for (var i = 1; i < _best.Length; i++)
        {
            if (_best[i].EventTime < _best[i - 1].EventTime)
            {
                _best[i] = _best[i - 1];
            }
        }
    }

    public int Count => _best.Length;

    /// <summary>The value in force at a time, µs; null where nothing was known yet. O(log n).</summary>
    public Observation? At(long time)
    {
        var (low, high) = (0, _knownAt.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _knownAt[middle] <= time ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : _best[low - 1];
    }

    /// <summary>The value in force at each of the times.</summary>
    /// <param name="times">µs, in any order.</param>
    /// <param name="staleAfter">An older value (by its event time) counts as absent.</param>
    /// <returns>One value a time; NaN where there is none: absence is for the model to handle, it is never filled in here.</returns>
    public double[] Join(IReadOnlyList<long> times, TimeSpan staleAfter)
    {
        var values = new double[times.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = At(times[i]) is { } found && Age(found, times[i]) <= staleAfter ? found.Value : double.NaN;
        }

        return values;
    }

    /// <summary>How long ago the described event was.</summary>
    public static TimeSpan Age(Observation observation, long time) => TimeSpan.FromMicroseconds(time - observation.EventTime);
}
