namespace ActorTrading.Learning.Scoring;

/// <summary>Accuracy against coverage when only the more confident cases are answered (El-Yaniv and Wiener 2010; Geifman and El-Yaniv 2017).</summary>
public sealed class SelectiveAccuracy
{
    private readonly SelectivePoint[] _points;

    private SelectiveAccuracy(SelectivePoint[] points, double areaUnderRisk)
    {
        _points = points;
        AreaUnderRisk = areaUnderRisk;
    }

    /// <summary>One point for each confidence seen, from the highest on; the last answers every case.</summary>
    public IReadOnlyList<SelectivePoint> Points => _points;

    /// <summary>Mean error share over the coverages 1/n, 2/n, … 1 (AURC), lower is better; cases of equal confidence count as if in random order.</summary>
    public double AreaUnderRisk { get; }

    /// <param name="confidences">One per case, higher is surer; any scale.</param>
    /// <param name="right">Whether the forecast was right.</param>
    /// <remarks>O(n log n).</remarks>
    /// <exception cref="ArgumentException">Unequal lengths, no case, or a confidence that is not finite.</exception>
    public static SelectiveAccuracy Of(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> right)
    {
        Check.Range(confidences.Length, 1, int.MaxValue, "number of cases");
        Check.Length(right.Length, confidences.Length, nameof(right));
        Check.Finite(confidences, nameof(confidences));
        var keys = confidences.ToArray();
        var hits = right.ToArray();
        Array.Sort(keys, hits);
        var n = keys.Length;
        var points = new List<SelectivePoint>();
        var answered = 0;
        var errors = 0;
        var risks = 0.0;
        for (var end = n; end > 0;)
        {
            var start = end - 1;
            var wrong = hits[start] ? 0 : 1;
            while (start > 0 && keys[start - 1] == keys[end - 1])
            {
                start--;
                wrong += hits[start] ? 0 : 1;
            }

            var share = (double)wrong / (end - start);
            for (var k = 1; k <= end - start; k++)
            {
                risks += (errors + (share * k)) / (answered + k);
            }

            answered += end - start;
            errors += wrong;
            points.Add(new SelectivePoint(keys[start], (double)answered / n, (double)(answered - errors) / answered));
            end = start;
        }

        return new SelectiveAccuracy([.. points], risks / n);
    }

    /// <summary>The point of least coverage that still answers at least this share of the cases.</summary>
    /// <param name="coverage">0 to 1.</param>
    public SelectivePoint AtCoverage(double coverage)
    {
        Check.Range(coverage, 0, 1, nameof(coverage));
        return Array.Find(_points, p => p.Coverage >= coverage);
    }

    /// <summary>The point of largest coverage whose accuracy reaches the target; null when none does.</summary>
    /// <param name="accuracy">0 to 1.</param>
    public SelectivePoint? AtAccuracy(double accuracy)
    {
        Check.Range(accuracy, 0, 1, nameof(accuracy));
        var found = Array.FindLastIndex(_points, p => p.Accuracy >= accuracy);
        return found < 0 ? null : _points[found];
    }
}
