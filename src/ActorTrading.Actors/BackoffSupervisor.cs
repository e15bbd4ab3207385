namespace ActorTrading.Actors;

/// <summary>Keeps one child alive: starts it again after min·2ⁿ (at most max), plus a random share. Messages go through to the child.</summary>
public sealed class BackoffSupervisor : UntypedActor, IWithTimers
{
    private const string StartKey = "start";
    private const string ResetKey = "reset";

    private readonly BackoffOptions _options;
    private readonly Random _random;
    private IActorRef? _child;
    private int _restarts;
    private bool _finalStop;

    private BackoffSupervisor(BackoffOptions options)
    {
        _options = options;
        _random = new Random(unchecked((Cell.SystemImpl.Options.Seed * 397) ^ (int)Self.Path.Uid));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(BackoffOptions options) => Actors.Props.CreateBy(() => new BackoffSupervisor(options));

    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        Props(Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor));

    protected override void PreStart() => StartChild();

    protected override SupervisorStrategy SupervisorStrategy()
    {
        var strategy = _options.Strategy ?? (OneForOneStrategy)Actors.SupervisorStrategy.DefaultStrategy;
        return _options.OnFailure
            ? new OneForOneStrategy(cause => strategy.Decider.Decide(cause) is var directive && directive == Directive.Restart ? Directive.Stop : directive)
            : strategy;
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(_child):
                OnChildStopped();
                break;
            case StartChildMessage:
                StartChild();
                break;
            case ResetRestartCount reset:
                if (reset.Current == _restarts)
                {
                    _restarts = 0;
                }

                break;
            case Reset:
                _restarts = 0;
                break;
            case GetRestartCount:
                Sender.Tell(new RestartCount(_restarts));
                break;
            case GetCurrentChild:
                Sender.Tell(new CurrentChild(_child ?? ActorRefs.Nobody));
                break;
            default:
                PassOn(message);
                break;
        }
    }

    private void PassOn(object message)
    {
        if (_child is null)
        {
            if (_options.ReplyWhileStopped is { } reply)
            {
                Sender.Tell(reply);
            }
            else
            {
                Context.System.DeadLetters.Forward(message);
            }
        }
        else if (_child.Equals(Sender))
        {
            Context.Parent.Forward(message);
        }
        else
        {
            _finalStop |= _options.FinalStopMessage?.Invoke(message) ?? false;
            _child.Forward(message);
        }
    }

    private void StartChild()
    {
        if (_child is not null)
        {
            return;
        }

        _child = Context.Watch(Context.ActorOf(_options.ChildProps, _options.ChildName));
        if (_options.AutoReset is { } quiet && _restarts > 0)
        {
            Timers.StartSingleTimer(ResetKey, new ResetRestartCount(_restarts), quiet);
        }
    }

    private void OnChildStopped()
    {
        _child = null;
        Timers.Cancel(ResetKey);
        if (_finalStop || (_options.MaxNrOfRetries >= 0 && _restarts >= _options.MaxNrOfRetries))
        {
            Context.Stop(Self);
            return;
        }

        Timers.StartSingleTimer(StartKey, StartChildMessage.Instance, Delay(_restarts));
        _restarts++;
    }

    private TimeSpan Delay(int restarts)
    {
        var factor = 1.0 + (_random.NextDouble() * _options.RandomFactor);
        var doubled = restarts >= 30 ? double.MaxValue : _options.MinBackoff.TotalMilliseconds * (1L << restarts);
        return TimeSpan.FromMilliseconds(Math.Min(_options.MaxBackoff.TotalMilliseconds, doubled) * factor);
    }

    public sealed class GetCurrentChild
    {
        public static readonly GetCurrentChild Instance = new();

        private GetCurrentChild()
        {
        }
    }

    public sealed record CurrentChild(IActorRef Ref);

    public sealed class Reset
    {
        public static readonly Reset Instance = new();

        private Reset()
        {
        }
    }

    public sealed class GetRestartCount
    {
        public static readonly GetRestartCount Instance = new();

        private GetRestartCount()
        {
        }
    }

    public sealed record RestartCount(int Count);

    private sealed class StartChildMessage : IDeadLetterSuppression
    {
        public static readonly StartChildMessage Instance = new();
    }

    private sealed record ResetRestartCount(int Current) : IDeadLetterSuppression;
}
