namespace ActorTrading.Learning.Drift;

/// <summary>Watches one stream of numbers for a change; its whole state survives <see cref="Save"/> and <see cref="Load"/> to the bit. One owner at a time.</summary>
public interface IDriftDetector
{
    /// <summary>Takes in one value.</summary>
    /// <returns>The state after it; <see cref="DriftState.Drift"/> once per change, because the detector starts over by itself.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or outside the range that the detector names; the state is as before.</exception>
    DriftState Add(double value);

    /// <summary>Forgets everything seen.</summary>
    void Reset();

    void Save(BinaryWriter writer);

    /// <summary>Restores a state that a detector with the same options saved.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a state of this kind.</exception>
    void Load(BinaryReader reader);
}
