namespace ActorTrading.Actors;

/// <summary>Finds extensions, or registers them on the way.</summary>
public static class ActorSystemWithExtensions
{
    /// <summary>An extension that is registered.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static T WithExtension<T>(this ActorSystem system)
        where T : class, IExtension => system.GetExtension<T>()
            ?? throw new InvalidOperationException($"{system.Name} has no extension {typeof(T)}; register it by its IExtensionId first.");

    /// <summary>An extension, registered now if need be.</summary>
    /// <param name="extensionId">The type of its <see cref="IExtensionId"/>, with a constructor without parameters.</param>
    public static T WithExtension<T>(this ActorSystem system, Type extensionId)
        where T : class, IExtension => (T)system.RegisterExtension((IExtensionId)Activator.CreateInstance(extensionId)!);

    /// <inheritdoc cref="WithExtension{T}(ActorSystem, Type)"/>
    public static T WithExtension<T, TId>(this ActorSystem system)
        where T : class, IExtension
        where TId : IExtensionId, new() => (T)system.RegisterExtension(new TId());
}
