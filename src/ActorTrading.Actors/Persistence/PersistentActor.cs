namespace ActorTrading.Actors.Persistence;

/// <summary>Handles commands and events in one method each.</summary>
public abstract class PersistentActor : Eventsourced;
