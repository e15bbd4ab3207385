namespace ActorTrading.Learning.Blending;

/// <summary>Discounted count and mean return of each class, and the size of returns as a whole.</summary>
internal sealed class ClassReturns(int classCount, double memory)
{
    /// <summary>Outcomes of zero return that each class mean starts with.</summary>
    private const double PriorOutcomes = 5;
    private const double FallbackScale = 0.01;
    private readonly double[] _counts = new double[classCount];
    private readonly double[] _sums = new double[classCount];
    private double _squares;

    /// <summary>Root mean square return; 0.01 before the first outcome.</summary>
    public double Scale
    {
        get
        {
            var count = _counts.Sum();
            return count > 0 ? Math.Max(1e-9, Math.Sqrt(_squares / count)) : FallbackScale;
        }
    }

    public double Expected(ReadOnlySpan<double> probabilities)
    {
        var sum = 0.0;
        for (var k = 0; k < classCount; k++)
        {
            sum += probabilities[k] * (_sums[k] / (_counts[k] + PriorOutcomes));
        }

        return sum;
    }

    /// <summary>Frequencies, one outcome of each class added.</summary>
    public void BaseRates(Span<double> probabilities)
    {
        for (var k = 0; k < classCount; k++)
        {
            probabilities[k] = _counts[k] + 1;
        }

        Probabilities.Normalize(probabilities);
    }

    public void Observe(int label, double outcome)
    {
        for (var k = 0; k < classCount; k++)
        {
            _counts[k] *= memory;
            _sums[k] *= memory;
        }

        _counts[label]++;
        _sums[label] += outcome;
        _squares = (memory * _squares) + (outcome * outcome);
    }

    public void Save(BinaryWriter writer)
    {
        BinaryState.Write(writer, _counts);
        BinaryState.Write(writer, _sums);
        writer.Write(_squares);
    }

    public void Load(BinaryReader reader)
    {
        reader.ReadInto(_counts, 0, 1e18, "class counts");
        reader.ReadInto(_sums, -1e30, 1e30, "class return sums");
        _squares = reader.ReadInRange(0, 1e40, "sum of squared returns");
    }
}
