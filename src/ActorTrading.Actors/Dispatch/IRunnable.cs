namespace ActorTrading.Actors.Dispatch;

/// <summary>A piece of work that a <see cref="MessageDispatcher"/> runs once: one turn of one actor.</summary>
public interface IRunnable
{
    /// <summary>Takes the turn, on the thread that calls. What the actor throws goes to its supervisor, not to the caller.</summary>
    void Run();
}
