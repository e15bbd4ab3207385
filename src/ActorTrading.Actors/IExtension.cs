namespace ActorTrading.Actors;

/// <summary>Something an actor system has one of; made by its <see cref="IExtensionId"/>.</summary>
public interface IExtension;
