namespace ActorTrading.Learning.Splitting;

/// <summary>
/// Training rows before validation rows, with those purged whose label looks into the validation period
/// (López de Prado 2018, chapter 7), and an optional further gap.
/// </summary>
public sealed class PurgedTimeSplit
{
    private PurgedTimeSplit(int trainCount, int validationStart, int validationCount)
    {
        TrainCount = trainCount;
        ValidationStart = validationStart;
        ValidationCount = validationCount;
    }

    /// <summary>Training rows are 0 to this minus 1.</summary>
    public int TrainCount { get; }

    /// <summary>First validation row.</summary>
    public int ValidationStart { get; }

    /// <summary>Validation rows; 0 when no row is late enough.</summary>
    public int ValidationCount { get; }

    /// <summary>Rows used by neither side.</summary>
    public int Purged => ValidationStart - TrainCount;

    /// <summary>Splits at a moment.</summary>
    /// <param name="times">Decision time per row, ascending, any unit.</param>
    /// <param name="validationStart">First moment of validation, same unit.</param>
    /// <param name="labelHorizon">How long after its decision a row's label is known, from 0: rows with time + horizon ≥ the start are purged.</param>
    /// <param name="embargo">Further gap before the start, from 0.</param>
    /// <exception cref="ArgumentException">Times go back, or a span is negative.</exception>
    /// <remarks>O(rows).</remarks>
    public static PurgedTimeSplit At(ReadOnlySpan<long> times, long validationStart, long labelHorizon, long embargo = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(labelHorizon);
        ArgumentOutOfRangeException.ThrowIfNegative(embargo);
        var train = 0;
        var start = 0;
        for (var i = 0; i < times.Length; i++)
        {
            if (i > 0 && times[i] < times[i - 1])
            {
                throw new ArgumentException($"Row {i} has time {times[i]}, earlier than {times[i - 1]} before it; rows must ascend in time.", nameof(times));
            }

            if (times[i] < validationStart)
            {
                start++;

                // Distances, unlike differences and sums of long, fit: both spans together are less than 2^64.
                train += LabelSpans.Distance(times[i], validationStart) > (ulong)labelHorizon + (ulong)embargo ? 1 : 0;
            }
        }

        return new PurgedTimeSplit(train, start, times.Length - start);
    }

    /// <summary>Splits so that the last <paramref name="share"/> of the rows validates.</summary>
    /// <param name="share">Between 0 and 1, both excluded.</param>
    public static PurgedTimeSplit Last(ReadOnlySpan<long> times, double share, long labelHorizon, long embargo = 0)
    {
        Check.Range(share, 1e-9, 1 - 1e-9, nameof(share));
        Check.Range(times.Length, 2, int.MaxValue, "number of rows");
        var first = Math.Clamp((int)Math.Round(times.Length * (1 - share)), 1, times.Length - 1);
        return At(times, times[first], labelHorizon, embargo);
    }
}
