namespace ActorTrading.Actors.Persistence;

/// <summary>Says how an actor recovers.</summary>
public interface IPersistenceRecovery
{
    /// <summary>Asked once per incarnation, before the first event is read.</summary>
    Recovery Recovery { get; }
}
