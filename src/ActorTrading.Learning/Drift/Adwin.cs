namespace ActorTrading.Learning.Drift;

/// <summary>
/// ADWIN (Bifet and Gavaldà 2007): a window that grows while its values look alike and drops its oldest part as soon as two parts
/// of it have means that differ by more than <see cref="CutThreshold"/>. Works on any bounded stream, errors of a model above all.
/// </summary>
/// <remarks>
/// Memory O(log window); one value amortised O(1), every <see cref="AdwinOptions.Clock"/>th O(log window) for each bucket that is
/// dropped. Detects rises and falls; <see cref="Mean"/> follows the present after either.
/// </remarks>
public sealed class Adwin : IDriftDetector
{
    private const byte FormatVersion = 1;
    private readonly AdwinOptions _options;
    private readonly AdwinBuckets _buckets;
    private int _sinceTest;
    private double _squares;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public Adwin(AdwinOptions? options = null)
    {
        _options = options ?? new AdwinOptions();
        _options.Validate();
        _buckets = new AdwinBuckets(_options.MaxBuckets);
    }

    /// <summary>Values in the window.</summary>
    public long Count { get; private set; }

    /// <summary>Mean of the window; 0 when it is empty.</summary>
    public double Mean { get; private set; }

    /// <summary>Variance of the window (divided by <see cref="Count"/>); 0 when it is empty.</summary>
    public double Variance => Count > 0 ? _squares / Count : 0;

    /// <summary>
    /// What the means of two neighbouring parts may differ by: sqrt(2·m·v·d) + (2/3)·d·m, d = ln(2·ln(n)/delta),
    /// m = 1/(n0 - min + 1) + 1/(n1 - min + 1), n = n0 + n1.
    /// </summary>
    /// <param name="olderCount">Values of the older part, n0, from <paramref name="minSubWindow"/>.</param>
    /// <param name="newerCount">Values of the newer part, n1, from <paramref name="minSubWindow"/>.</param>
    /// <param name="variance">Of both parts together, v, from 0.</param>
    /// <param name="delta">Over 0 to 0.5.</param>
    /// <param name="minSubWindow">From 1.</param>
    public static double CutThreshold(long olderCount, long newerCount, double variance, double delta, int minSubWindow)
    {
        Check.Range(minSubWindow, 1, int.MaxValue, nameof(minSubWindow));
        Check.Range(olderCount, minSubWindow, long.MaxValue, nameof(olderCount));
        Check.Range(newerCount, minSubWindow, long.MaxValue, nameof(newerCount));
        Check.Range(variance, 0, double.MaxValue, nameof(variance));
        Check.Range(delta, double.Epsilon, 0.5, nameof(delta));
        return Threshold(LogTerm(olderCount + newerCount, delta), olderCount, newerCount, variance, minSubWindow);
    }

    /// <inheritdoc/>
    /// <param name="value">Within ±1e100; the guarantee on false alarms is for values in [0, 1].</param>
    /// <returns><see cref="DriftState.Drift"/> when older values were dropped, else <see cref="DriftState.None"/>.</returns>
    public DriftState Add(double value)
    {
        DriftValue.CheckRange(value);
        _buckets.Add(value);
        Count++;
        var difference = value - Mean;
        Mean += difference / Count;
        _squares += difference * (value - Mean);
        if (++_sinceTest < _options.Clock)
        {
            return DriftState.None;
        }

        _sinceTest = 0;
        var before = Count;
        if (Count > _options.Grace)
        {
            // From the buckets each time, so that no rounding error can pile up over a long life.
            (Mean, _squares) = _buckets.Total();
            while (MustCut())
            {
                Count -= _buckets.DropOldest();
                (Mean, _squares) = _buckets.Total();
            }
        }

        return Count < before ? DriftState.Drift : DriftState.None;
    }

    public void Reset()
    {
        _buckets.Clear();
        Count = 0;
        Mean = 0;
        _squares = 0;
        _sinceTest = 0;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(_sinceTest);
        writer.Write(Mean);
        writer.Write(_squares);
        _buckets.Save(writer);
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        reader.ReadVersion(FormatVersion, "adaptive window");
        _sinceTest = reader.ReadInRange(0, _options.Clock - 1, "values since the last test");
        Mean = reader.ReadInRange(-DriftValue.Limit, DriftValue.Limit, "window mean");
        _squares = reader.ReadInRange(0, DriftValue.SpreadLimit, "window spread");
        Count = _buckets.Load(reader);
    }

    private static double LogTerm(long count, double delta) => Math.Log(2 * Math.Log(count) / delta);

    private static double Threshold(double d, long olderCount, long newerCount, double variance, int minSubWindow)
    {
        var m = (1.0 / (olderCount - minSubWindow + 1)) + (1.0 / (newerCount - minSubWindow + 1));
        return Math.Sqrt(2 * m * variance * d) + (2.0 / 3 * d * m);
    }

    /// <summary>Whether any border between buckets, oldest first, parts the window into two that differ.</summary>
    private bool MustCut()
    {
        var d = LogTerm(Count, _options.Delta);
        var older = 0L;
        var olderMean = 0.0;
        for (var row = _buckets.Rows - 1; row >= 0; row--)
        {
            for (var i = 0; i < _buckets.CountIn(row); i++)
            {
                var size = 1L << row;
                older += size;
                olderMean += (_buckets[row, i].Mean - olderMean) * ((double)size / older);
                var newer = Count - older;
                if (newer < _options.MinSubWindow)
                {
                    return false;
                }

                // The parts' means differ by n/n1 times what the older part's differs from the mean of all.
                if (older >= _options.MinSubWindow
                    && Math.Abs(olderMean - Mean) * ((double)Count / newer) > Threshold(d, older, newer, Variance, _options.MinSubWindow))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
