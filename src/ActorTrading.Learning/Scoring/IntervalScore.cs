namespace ActorTrading.Learning.Scoring;

/// <summary>Coverage and width of intervals.</summary>
public sealed class IntervalScore
{
    private double _width;
    private double _penalties;

    public long Count { get; private set; }

    public long Covered { get; private set; }

    /// <summary>Share of outcomes inside; NaN before the first.</summary>
    public double Coverage => (double)Covered / Count;

    /// <summary>Mean high minus low.</summary>
    public double MeanWidth => _width / Count;

    /// <summary>Mean interval score, width + 2/alpha · distance outside (Gneiting and Raftery 2007); lower is better.</summary>
    /// <param name="alpha">The promised share outside, over 0 to 1.</param>
    public double Winkler(double alpha)
    {
        Check.Range(alpha, 1e-9, 1, nameof(alpha));
        return (_width + (2 / alpha * _penalties)) / Count;
    }

    public void Add(double low, double high, double outcome)
    {
        if (!(low <= high) || low == double.PositiveInfinity || high == double.NegativeInfinity || !double.IsFinite(outcome))
        {
            throw new ArgumentException($"The interval [{low}, {high}] with outcome {outcome} is not one: low must not be above high and all must be numbers.", nameof(low));
        }

        Count++;
        Covered += outcome >= low && outcome <= high ? 1 : 0;
        _width += high - low;
        _penalties += Math.Max(0, low - outcome) + Math.Max(0, outcome - high);
    }

    internal void Save(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(Covered);
        writer.Write(_width);
        writer.Write(_penalties);
    }

    internal void Load(BinaryReader reader)
    {
        Count = reader.ReadLong(0, ForecastScore.MaxCount, "number of intervals");
        Covered = reader.ReadLong(0, Count, "number of covered outcomes");
        _width = reader.ReadInRange(0, double.PositiveInfinity, "sum of widths");
        _penalties = reader.ReadInRange(0, double.MaxValue, "sum of distances outside");
    }
}
