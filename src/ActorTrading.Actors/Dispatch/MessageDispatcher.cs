namespace ActorTrading.Actors.Dispatch;

/// <summary>
/// Decides on which thread and when the actors of a system take their turns. Default, where a system is given none: the thread pool.
/// Implementations run what they are given exactly once, may run different actors' turns at the same time, and never two of one actor,
/// because an actor hands in its next turn only when the last one is over.
/// </summary>
public abstract class MessageDispatcher
{
    /// <summary>Messages that an actor handles in one turn before others get the thread; above 0. Default 128. The thread pool counts time instead once these are done.</summary>
    public virtual int Throughput => 128;

    /// <summary>
    /// Where the kernel goes on with what it awaits outside of turns: pipes, recoveries, journal writes.
    /// Null: on the thread that completed it, or on the thread pool. A scheduler given here must also be the current one in every turn.
    /// </summary>
    protected internal virtual TaskScheduler? Continuations => null;

    /// <summary>Takes one turn. Called by whoever sent the message that woke the actor, or at the end of the actor's last turn.</summary>
    /// <param name="turn">To be run once.</param>
    /// <param name="goesOn">The actor has just had a turn and there is more for it: others that wait should come first.</param>
    protected internal abstract void Execute(IRunnable turn, bool goesOn);
}
