namespace ActorTrading.Actors;

/// <summary>Makes an extension for whichever system asks for it. Derive from <see cref="ExtensionIdProvider{T}"/>.</summary>
public interface IExtensionId
{
    /// <summary>Of the extension; there is one per system and type.</summary>
    Type ExtensionType { get; }

    /// <summary>Registers the extension, if need be, and gives it.</summary>
    object Apply(ActorSystem system);

    /// <inheritdoc cref="Apply"/>
    object Get(ActorSystem system);

    /// <summary>Called at most once per system, by the first who asks; an exception is thrown to all who ask.</summary>
    object CreateExtension(ExtendedActorSystem system);
}
