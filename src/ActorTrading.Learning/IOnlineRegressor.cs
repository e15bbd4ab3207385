namespace ActorTrading.Learning;

/// <summary>A regressor that learns row by row; its whole state survives <see cref="Save"/> and <see cref="Load"/> to the bit.</summary>
public interface IOnlineRegressor : IRegressor
{
    /// <summary>Learns one row.</summary>
    /// <param name="target">Finite, in the target's own unit.</param>
    void PartialFit(ReadOnlySpan<double> row, double target);

    void Save(BinaryWriter writer);

    /// <exception cref="InvalidDataException">The bytes are not a state of this kind and shape.</exception>
    void Load(BinaryReader reader);
}
