using ActorTrading.Actors.Dispatch;

namespace ActorTrading.Actors.TestKit;

/// <summary>
/// Actors take their turns on the thread that sends: when Tell returns, the message has been handled, and so has all that it led to among
/// actors of this dispatcher. A message that an actor sends to itself, or that reaches it while it is at work further up the stack or on
/// another thread, is handled when that turn is over. Deterministic as long as one thread sends.
/// </summary>
public sealed class CallingThreadDispatcher : MessageDispatcher
{
    /// <summary>Its name in the options of a test kit's own system, for <see cref="Props.WithDispatcher(string)"/>.</summary>
    public const string Id = "akka.test.calling-thread-dispatcher";

    /// <summary>No limit: a turn goes on until the mailbox is empty.</summary>
    public override int Throughput => int.MaxValue;

    /// <inheritdoc/>
    /// <remarks>Runs the turn now, on the calling thread and without its synchronisation context, which is back afterwards.</remarks>
    protected internal override void Execute(IRunnable turn, bool goesOn)
    {
        // What an async handler awaits must come back to the actor, not to the test.
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            turn.Run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }
}
