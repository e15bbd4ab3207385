using ActorTrading.Actors.Event;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>What back-off on stop and on failure share: one child, how often it was started again, and what becomes of messages.</summary>
public abstract class BackoffSupervisorBase : ActorBase
{
    private readonly Random _random;

    private protected BackoffSupervisorBase(
        Props childProps, string childName, IBackoffReset reset, object? replyWhileStopped, Func<object, bool>? finalStopMessage)
    {
        ChildProps = childProps;
        ChildName = childName;
        Reset = reset;
        ReplyWhileStopped = replyWhileStopped;
        FinalStopMessage = finalStopMessage;
        _random = new Random(unchecked((Cell.SystemImpl.Options.Seed * 397) ^ (int)Self.Path.Uid));
        Log = Logging.GetLogger(Context.System, this);
    }

    /// <summary>What each child is made from.</summary>
    protected Props ChildProps { get; }

    /// <summary>Of the child, the same each time.</summary>
    protected string ChildName { get; }

    /// <summary>When the restart count goes back to 0.</summary>
    protected IBackoffReset Reset { get; }

    /// <summary>Answers messages while there is no child; null: they become dead letters.</summary>
    protected object? ReplyWhileStopped { get; }

    /// <summary>True for the message after which the child's end is this actor's end too; null: there is none.</summary>
    protected Func<object, bool>? FinalStopMessage { get; }

    /// <summary>Null while it is down.</summary>
    protected IActorRef? Child { get; set; }

    /// <summary>Restarts since the last reset.</summary>
    protected int RestartCountN { get; set; }

    /// <summary>Such a message has gone to the child: when the child stops, this actor stops.</summary>
    protected bool FinalStopMessageReceived { get; set; }

    private protected ILoggingAdapter Log { get; }

    /// <summary>
    /// Starts the child, in this actor's first turn and again after its own restart. A child that fails at that is answered by the
    /// strategy.
    /// </summary>
    protected override void PreStart() => StartChild();

    /// <summary>Answers questions, counts, and passes everything else on: to the child, or from the child to the supervisor's own parent.</summary>
    protected bool HandleBackoff(object message)
    {
        switch (message)
        {
            case BackoffSupervisor.StartChild:
                StartChild();
                if (Reset is AutoReset auto)
                {
                    Later(auto.ResetBackoff, new BackoffSupervisor.ResetRestartCount(RestartCountN));
                }

                break;
            case BackoffSupervisor.Reset when Reset is ManualReset:
                RestartCountN = 0;
                break;
            case BackoffSupervisor.Reset:
                Unhandled(message);
                break;
            case BackoffSupervisor.ResetRestartCount reset:
                // A count of another time says that the child has died since.
                RestartCountN = reset.Current == RestartCountN ? 0 : RestartCountN;
                break;
            case BackoffSupervisor.GetRestartCount:
                Sender.Tell(new BackoffSupervisor.RestartCount(RestartCountN));
                break;
            case BackoffSupervisor.GetCurrentChild:
                Sender.Tell(new BackoffSupervisor.CurrentChild(Child));
                break;
            default:
                PassOn(message);
                break;
        }

        return true;
    }

    private protected void StartChildLater(TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        Later(BackoffSupervisor.CalculateDelay(RestartCountN, minBackoff, maxBackoff, randomFactor, _random), BackoffSupervisor.StartChild.Instance);
        RestartCountN++;
    }

    private void Later(TimeSpan delay, object message) => Context.System.Scheduler.ScheduleTellOnce(delay, Self, message, Self);

    private void StartChild() => Child ??= Context.Watch(Context.ActorOf(ChildProps, ChildName));

    private void PassOn(object message)
    {
        if (Child is null)
        {
            PassOnWhileStopped(message);
        }
        else if (Child.Equals(Sender))
        {
            Context.Parent.Tell(message, Self);
        }
        else
        {
            Child.Forward(message);
            FinalStopMessageReceived = FinalStopMessageReceived || IsFinal(message);
        }
    }

    private void PassOnWhileStopped(object message)
    {
        if (ReplyWhileStopped is { } reply)
        {
            Sender.Tell(reply);
        }
        else
        {
            Context.System.DeadLetters.Forward(message);
        }

        if (IsFinal(message))
        {
            Context.Stop(Self);
        }
    }

    private bool IsFinal(object message) => FinalStopMessage is { } isFinal && isFinal(message);
}
