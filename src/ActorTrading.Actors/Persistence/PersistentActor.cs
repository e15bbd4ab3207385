namespace ActorTrading.Actors.Persistence;

public abstract class PersistentActor : Eventsourced;
