namespace ActorTrading.Market.Quality;

/// <summary>
/// What is usual among the last values: their median, and as spread the median absolute deviation (MAD) times 1.4826, which is the standard deviation where
/// values are normal; 0.6745 (x − median) / MAD is the modified z-score of Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (1993). Where more than
/// half of the values are equal the MAD is 0; then 1.2533 times the mean absolute deviation stands in, as there.
/// </summary>
/// <remarks>Renewed every <see cref="RenewEvery"/> values, at first every 32, from those before, so that no value is judged by itself; O(window / RenewEvery) each, no allocation.</remarks>
internal sealed class RobustScale(int window, double leastSpread)
{
    public const int RenewEvery = 256;

    private const int FirstAfter = 32;
    private const double OfMad = 1.4826;
    private const double OfMeanDeviation = 1.2533;

    private readonly double[] _values = new double[window];
    private readonly double[] _scratch = new double[window];
    private int _count;
    private int _next;
    private int _sinceRenewal;

    /// <summary>False until there are enough values to tell what is usual.</summary>
    public bool IsReady { get; private set; }

    public double Median { get; private set; }

    public double Spread { get; private set; }

    public double Score(double value) => (value - Median) / Spread;

    /// <returns>Whether median and spread are new.</returns>
    public bool Add(double value)
    {
        _values[_next] = value;
        _next = _next + 1 == _values.Length ? 0 : _next + 1;
        _count = Math.Min(_count + 1, _values.Length);
        if (++_sinceRenewal < (_count < RenewEvery ? FirstAfter : RenewEvery))
        {
            return false;
        }

        _sinceRenewal = 0;
        Renew();
        return true;
    }

    private void Renew()
    {
        var scratch = _scratch.AsSpan(0, _count);
        _values.AsSpan(0, _count).CopyTo(scratch);
        Median = MedianOf(scratch);
        var sum = 0.0;
        for (var i = 0; i < scratch.Length; i++)
        {
            scratch[i] = Math.Abs(scratch[i] - Median);
            sum += scratch[i];
        }

        var mad = MedianOf(scratch);
        Spread = Math.Max(leastSpread, mad > 0 ? OfMad * mad : OfMeanDeviation * sum / _count);
        IsReady = true;
    }

    /// <summary>The upper median; reorders the values (quickselect, Hoare 1961).</summary>
    private static double MedianOf(Span<double> values)
    {
        var low = 0;
        var high = values.Length - 1;
        var wanted = values.Length / 2;
        while (low < high)
        {
            var pivot = values[(low + high) >>> 1];
            var left = low;
            var right = high;
            while (left <= right)
            {
                while (values[left] < pivot)
                {
                    left++;
                }

                while (values[right] > pivot)
                {
                    right--;
                }

                if (left <= right)
                {
                    (values[left], values[right]) = (values[right], values[left]);
                    left++;
                    right--;
                }
            }

            if (wanted <= right)
            {
                high = right;
            }
            else if (wanted >= left)
            {
                low = left;
            }
            else
            {
                break;
            }
        }

        return values[wanted];
    }
}
