using System.Runtime.Serialization;

namespace ActorTrading.Actors.Serialization;

/// <summary>Which serializer writes which type, and which one reads what was written. Filled once, before use; then immutable.</summary>
public sealed class Serialization
{
    private readonly Dictionary<int, SerializerWithStringManifest> _byId = [];
    private readonly Dictionary<Type, SerializerWithStringManifest> _byType = [];

    /// <exception cref="ArgumentException">Another serializer has the same identifier.</exception>
    public Serialization Add(SerializerWithStringManifest serializer, params ReadOnlySpan<Type> types)
    {
        if (!_byId.TryAdd(serializer.Identifier, serializer) && _byId[serializer.Identifier] != serializer)
        {
            throw new ArgumentException($"Serializer id {serializer.Identifier} is taken by {_byId[serializer.Identifier].GetType().Name}.", nameof(serializer));
        }

        foreach (var type in types)
        {
            _byType[type] = serializer;
        }

        return this;
    }

    /// <exception cref="SerializationException">No serializer is bound to the type of <paramref name="obj"/>.</exception>
    public SerializerWithStringManifest FindSerializerFor(object obj) => _byType.TryGetValue(obj.GetType(), out var serializer)
        ? serializer
        : throw new SerializationException($"No serializer is bound to {obj.GetType().FullName}.");

    /// <exception cref="SerializationException">The identifier or the manifest is unknown: written by a newer version, or a serializer is missing here.</exception>
    public object Deserialize(ReadOnlySpan<byte> bytes, int serializerId, string manifest) => _byId.TryGetValue(serializerId, out var serializer)
        ? serializer.FromBinary(bytes, manifest)
        : throw new SerializationException($"No serializer with id {serializerId} (manifest '{manifest}') is registered here.");
}
