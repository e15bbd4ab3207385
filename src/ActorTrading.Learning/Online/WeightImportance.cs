namespace ActorTrading.Learning.Online;

/// <summary>
/// How much each column counted lately: the sum over the outputs of |weight| · deviation, taken every 100 rows and averaged
/// with factor 0.95, which forgets half in about 1,350 rows.
/// </summary>
internal sealed class WeightImportance(int featureCount)
{
    private const double Decay = 0.95;
    private readonly double[] _sizes = new double[featureCount];

    /// <summary>Rows between two looks at the weights.</summary>
    public const int Every = 100;

    /// <param name="weights">[output][stride], of which the first values belong to the columns.</param>
    /// <param name="input">What the weights are multiplied with; null for standardised columns.</param>
    public void Add(ReadOnlySpan<double> weights, int stride, LinearInput? input = null)
    {
        for (var f = 0; f < _sizes.Length; f++)
        {
            var size = 0.0;
            for (var i = f; i < weights.Length; i += stride)
            {
                size += Math.Abs(weights[i]);
            }

            _sizes[f] = (Decay * _sizes[f]) + ((1 - Decay) * size * (input?.DeviationOf(f) ?? 1));
        }
    }

    /// <summary>A copy with sum 1; all 0 while every weight is.</summary>
    public double[] Shares()
    {
        // Divided by the largest first: sizes of raw columns may be too large to add.
        var largest = 0.0;
        foreach (var size in _sizes)
        {
            largest = Math.Max(largest, size);
        }

        var shares = new double[_sizes.Length];
        if (!(largest > 0))
        {
            return shares;
        }

        for (var f = 0; f < shares.Length; f++)
        {
            shares[f] = _sizes[f] / largest;
        }

        Probabilities.Normalize(shares);
        return shares;
    }

    public void Save(BinaryWriter writer) => BinaryState.Write(writer, _sizes);

    public void Load(BinaryReader reader)
    {
        reader.ReadInto(_sizes, 0, double.MaxValue, "importances");
    }
}
