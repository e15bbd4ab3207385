namespace ActorTrading.Learning;

/// <summary>
/// A model whose bytes say everything about it: kind, format version, options, parameters. <see cref="Artifacts.ModelFile"/> puts
/// them into an artifact with the names of the features and a hash.
/// </summary>
public interface ISavedModel<TSelf>
    where TSelf : ISavedModel<TSelf>
{
    /// <summary>Stable name of the learner in artifacts, lower case with dashes, for example <c>boosted-trees</c>.</summary>
    static abstract string Kind { get; }

    /// <summary>Columns of a row.</summary>
    int FeatureCount { get; }

    /// <summary>Writes format version, options and parameters; <see cref="Load"/> restores the model to the bit.</summary>
    void Save(BinaryWriter writer);

    /// <summary>Reads every format version that was ever written.</summary>
    /// <exception cref="InvalidDataException">Another kind of bytes, a newer version or a value out of range; the message says which.</exception>
    /// <exception cref="EndOfStreamException">The data ends too soon.</exception>
    static abstract TSelf Load(BinaryReader reader);
}
