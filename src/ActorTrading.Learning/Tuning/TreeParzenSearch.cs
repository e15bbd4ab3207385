namespace ActorTrading.Learning.Tuning;

/// <summary>
/// Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl 2011): the trials so far are parted into a few good ones
/// and the rest, each part becomes a density per parameter, and of some draws from the good density the one with the largest
/// ratio of good to rest is tried. Parameters are taken one by one.
/// </summary>
/// <remarks>O(candidates · trials) per parameter and suggestion. Failed trials are left out; pruned ones rank behind all complete ones, the longer they ran the better.</remarks>
public sealed class TreeParzenSearch : ISearch
{
    private readonly TreeParzenOptions _options;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public TreeParzenSearch(TreeParzenOptions? options = null)
    {
        _options = options ?? new TreeParzenOptions();
        _options.Validate();
    }

    public ParameterValues? Suggest(ParameterSpace space, IReadOnlyList<Trial> history)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(history);
        var ranked = history.Where(t => t.State != TrialState.Failed)
            .OrderBy(t => t.State)
            .ThenBy(t => t.State == TrialState.Complete ? t.Loss : -t.Reports.Count)
            .ThenBy(t => t.State == TrialState.Complete ? 0 : t.Reports[^1])
            .ThenBy(t => t.Number)
            .ToArray();
        if (ranked.Length < _options.StartupTrials)
        {
            return new RandomSearch(_options.Seed).Suggest(space, history);
        }

        var goodCount = Math.Min((int)Math.Ceiling(_options.GoodShare * ranked.Length), _options.MaxGood);
        var good = ranked[..goodCount].OrderBy(t => t.Number).ToArray();
        var rest = ranked[goodCount..].OrderBy(t => t.Number).ToArray();
        var random = RandomSearch.Draws(_options.Seed, history.Count);
        var values = new double[space.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Best(
                new ParzenEstimator(space[i], Column(good, i), _options.PriorWeight),
                new ParzenEstimator(space[i], Column(rest, i), _options.PriorWeight),
                ref random);
        }

        return new ParameterValues(space, values);
    }

    private static double[] Column(Trial[] trials, int parameter) => Array.ConvertAll(trials, t => t.Values[parameter]);

    private double Best(ParzenEstimator good, ParzenEstimator rest, ref SplitMix64 random)
    {
        double best = 0;
        var bestRatio = double.NegativeInfinity;
        for (var i = 0; i < _options.Candidates; i++)
        {
            var value = good.Draw(ref random);
            var ratio = Math.Log(good.Density(value)) - Math.Log(rest.Density(value));
            if (ratio > bestRatio || i == 0)
            {
                best = value;
                bestRatio = ratio;
            }
        }

        return best;
    }
}
