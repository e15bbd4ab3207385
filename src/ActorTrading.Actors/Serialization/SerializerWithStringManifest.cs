namespace ActorTrading.Actors.Serialization;

/// <summary>Turns messages into bytes and back. The manifest names type and version and never changes once written.</summary>
public abstract class SerializerWithStringManifest
{
    /// <summary>Stored beside each payload; unique in a system and constant for the life of the data.</summary>
    public abstract int Identifier { get; }

    /// <summary>Type and version of <paramref name="obj"/>, for example <c>bar-closed:1</c>.</summary>
    public abstract string Manifest(object obj);

    /// <summary>
    /// The bytes that <see cref="FromBinary"/> turns back under the manifest of the same object. Runs on the thread of whoever stores it.
    /// </summary>
    /// <remarks>What it throws refuses that one event (<see cref="Persistence.EventRejectedException"/>) or snapshot; the journal is unharmed.</remarks>
    public abstract byte[] ToBinary(object obj);

    /// <exception cref="System.Runtime.Serialization.SerializationException">The manifest is unknown or the bytes are not what it says.</exception>
    public abstract object FromBinary(ReadOnlySpan<byte> bytes, string manifest);
}
