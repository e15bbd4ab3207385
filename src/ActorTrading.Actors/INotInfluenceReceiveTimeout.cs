namespace ActorTrading.Actors;

/// <summary>Does not count as activity for <see cref="IActorContext.SetReceiveTimeout"/>.</summary>
public interface INotInfluenceReceiveTimeout;
