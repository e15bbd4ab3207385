namespace ActorTrading.Learning.Blending;

/// <summary>Weights of experts, earned by their losses; the whole state survives <see cref="Save"/> and <see cref="Load"/> to the bit. One owner at a time.</summary>
public interface IExpertWeights
{
    /// <summary>Number of experts.</summary>
    int Count { get; }

    /// <summary>All weights, sum 1, sleepers included.</summary>
    ReadOnlySpan<double> Values { get; }

    /// <summary>Weights for a forecast: the awake ones scaled to sum 1, sleepers 0; even among the awake if none of them has weight.</summary>
    /// <returns>False (and all 0) if nobody is awake.</returns>
    bool Among(ReadOnlySpan<bool> awake, Span<double> weights);

    /// <summary>Moves weight by the losses of the awake. O(experts), no allocation up to 256 experts.</summary>
    /// <param name="losses">One per expert; those of sleepers are not looked at.</param>
    /// <param name="awake">Who forecast; with nobody awake nothing changes.</param>
    /// <exception cref="ArgumentException">A length is not <see cref="Count"/>, or a loss of the awake is not finite.</exception>
    void Observe(ReadOnlySpan<double> losses, ReadOnlySpan<bool> awake);

    void Save(BinaryWriter writer);

    /// <exception cref="InvalidDataException">Not a state of this kind with as many experts.</exception>
    void Load(BinaryReader reader);
}
