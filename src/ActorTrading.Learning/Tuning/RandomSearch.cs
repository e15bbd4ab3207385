namespace ActorTrading.Learning.Tuning;

/// <summary>Independent uniform draws on each parameter's scale (Bergstra and Bengio 2012). Each trial has its own seed, made of the search's and its number.</summary>
public sealed class RandomSearch(ulong seed) : ISearch
{
    public ParameterValues? Suggest(ParameterSpace space, IReadOnlyList<Trial> history)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(history);
        var random = Draws(seed, history.Count);
        var values = new double[space.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Draw(space[i], ref random);
        }

        return new ParameterValues(space, values);
    }

    internal static double Draw(Parameter parameter, ref SplitMix64 random) =>
        parameter.Value(parameter.LowerEdge + (random.NextDouble() * (parameter.UpperEdge - parameter.LowerEdge)));

    /// <summary>The generator of one trial; the hash in between keeps the streams of neighbouring trials apart.</summary>
    internal static SplitMix64 Draws(ulong seed, int trial) => new(new SplitMix64(seed ^ ((ulong)trial * 0xD1B54A32D192ED03UL)).Next());
}
