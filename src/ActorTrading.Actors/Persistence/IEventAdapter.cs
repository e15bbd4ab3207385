namespace ActorTrading.Actors.Persistence;

/// <summary>Translates events both ways between the domain and the journal.</summary>
public interface IEventAdapter : IWriteEventAdapter, IReadEventAdapter;
