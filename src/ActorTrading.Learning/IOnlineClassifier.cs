namespace ActorTrading.Learning;

/// <summary>A classifier that learns row by row; its whole state survives <see cref="Save"/> and <see cref="Load"/> to the bit.</summary>
public interface IOnlineClassifier : IClassifier
{
    /// <summary>Learns one labelled row.</summary>
    /// <param name="label">0 ≤ label &lt; <see cref="IClassifier.ClassCount"/>.</param>
    void PartialFit(ReadOnlySpan<double> row, int label);

    void Save(BinaryWriter writer);

    /// <exception cref="InvalidDataException">The bytes are not a state of this kind and shape.</exception>
    void Load(BinaryReader reader);
}
