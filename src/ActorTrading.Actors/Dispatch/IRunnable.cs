namespace ActorTrading.Actors.Dispatch;

/// <summary>A piece of work that a <see cref="MessageDispatcher"/> runs once: one turn of one actor.</summary>
public interface IRunnable
{
    void Run();
}
