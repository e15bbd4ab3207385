namespace ActorTrading.Actors;

/// <summary>Says how an extension is made. Two of one type are equal.</summary>
public abstract class ExtensionIdProvider<T> : IExtensionId<T>
    where T : class, IExtension
{
    /// <inheritdoc/>
    public Type ExtensionType => typeof(T);

    /// <inheritdoc/>
    public T Apply(ActorSystem system) => (T)system.RegisterExtension(this);

    /// <inheritdoc/>
    public T Get(ActorSystem system) => Apply(system);

    /// <inheritdoc/>
    public abstract T CreateExtension(ExtendedActorSystem system);

    object IExtensionId.Apply(ActorSystem system) => Apply(system);

    object IExtensionId.Get(ActorSystem system) => Get(system);

    object IExtensionId.CreateExtension(ExtendedActorSystem system) => CreateExtension(system);

    /// <summary>Equal when both are exactly of the same type: providers carry no state of their own.</summary>
    public sealed override bool Equals(object? obj) => obj is not null && GetType() == obj.GetType();

    /// <summary>That of the type.</summary>
    public sealed override int GetHashCode() => GetType().GetHashCode();
}
