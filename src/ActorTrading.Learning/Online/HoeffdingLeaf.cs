namespace ActorTrading.Learning.Online;

/// <summary>
/// The end of a branch: class frequencies and Gaussian naive Bayes, of which the one with the lower log-loss over about the last
/// hundred rows answers (Holmes, Kirkby and Pfahringer 2005 compare hits since the beginning; here probabilities are the product,
/// and what naive Bayes lost in its first rows must not count for hundreds more).
/// </summary>
internal sealed class HoeffdingLeaf
{
    private const double Decay = 0.99;

    // Weights of the classes.
    private readonly double[] _counts;
    private readonly GaussianObserver _observer;
    private double _frequencyLoss;
    private double _bayesLoss;

    public HoeffdingLeaf(ReadOnlySpan<double> counts, int[] columns)
    {
        _counts = counts.ToArray();
        _observer = new GaussianObserver(counts.Length, columns);
    }

    /// <summary>Rows learned here.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows since <see cref="Best"/> was asked.</summary>
    public int SinceTry { get; private set; }

    public ReadOnlySpan<int> Columns => _observer.Columns;

    /// <summary>No allocation.</summary>
    public void Fill(ReadOnlySpan<double> row, Span<double> probabilities)
    {
        Frequencies(probabilities);
        if (_bayesLoss < _frequencyLoss)
        {
            Bayes(row, probabilities);
        }
    }

    /// <returns>Whether the answer before learning had another class in front.</returns>
    public bool Learn(ReadOnlySpan<double> row, int label, double weight)
    {
        Span<double> p = stackalloc double[_counts.Length];
        Frequencies(p);
        var byFrequency = (Probabilities.LogLoss(p[label]), Probabilities.ArgMax(p));
        Bayes(row, p);
        var byBayes = (Probabilities.LogLoss(p[label]), Probabilities.ArgMax(p));
        var answer = _bayesLoss < _frequencyLoss ? byBayes.Item2 : byFrequency.Item2;
        _frequencyLoss = (Decay * _frequencyLoss) + byFrequency.Item1;
        _bayesLoss = (Decay * _bayesLoss) + byBayes.Item1;
        _counts[label] += weight;
        _observer.Add(row, label, weight);
        Rows++;
        SinceTry++;
        return answer != label;
    }

    public HoeffdingSplit Best(int thresholds)
    {
        SinceTry = 0;
        return _observer.Best(thresholds);
    }

    /// <summary>Weight of each class on both sides of a split.</summary>
    public void Part(HoeffdingSplit split, Span<double> left, Span<double> right) =>
        _observer.Part(Columns.IndexOf(split.Feature), split.Threshold, left, right);

    public void Save(BinaryWriter writer)
    {
        BinaryState.Write(writer, _counts);
        writer.Write(_frequencyLoss);
        writer.Write(_bayesLoss);
        writer.Write(Rows);
        writer.Write(SinceTry);
        _observer.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        reader.ReadFinite(_counts, "class weights of a leaf");
        _frequencyLoss = reader.ReadInRange(0, OnlineState.Largest, "loss of the frequencies");
        _bayesLoss = reader.ReadInRange(0, OnlineState.Largest, "loss of naive Bayes");
        Rows = reader.ReadRows("count of a leaf's rows");
        SinceTry = reader.ReadInRange(0, int.MaxValue, "rows since the last try to split");
        _observer.Load(reader);
    }

    private void Frequencies(Span<double> p)
    {
        // Laplace's rule: one row more of each class.
        for (var k = 0; k < p.Length; k++)
        {
            p[k] = Math.Max(0, _counts[k]) + 1;
        }

        Probabilities.Normalize(p);
    }

    /// <summary>From class frequencies to probabilities given the row.</summary>
    private void Bayes(ReadOnlySpan<double> row, Span<double> p)
    {
        for (var k = 0; k < p.Length; k++)
        {
            p[k] = Math.Log(p[k]);
        }

        _observer.AddLogDensities(row, p);
        Probabilities.Softmax(p);
    }
}
