namespace ActorTrading.Actors.Tests.Supervising;

/// <summary>An actor that does whatever chance makes it do, and writes it down.</summary>
internal sealed class UnrulyNode : ReceiveActor, IWithStash
{
    private const int MostActors = 60;
    private readonly Ledger _ledger;
    private readonly bool _isRoot;
    private bool _gone;

    public UnrulyNode(Ledger ledger, bool isRoot)
    {
        (_ledger, _isRoot) = (ledger, isRoot);
        if (!isRoot && ledger.Chance(0.03))
        {
            throw ledger.Fails(Self, "constructor");
        }

        Receive<Terminated>(t => _ledger.Told(Self, t.ActorRef));
        Receive<string>(_ =>
        {
            Stash.UnstashAll();
            _ledger.Answered.Add(Self);
        });
        Receive<Ledger.Order>(_ => _ledger.Chance(0.1), _ => Stash.Stash());
        ReceiveAsync<Ledger.Order>(_ => _ledger.Chance(0.2), async order =>
        {
            var self = Self;
            _ledger.Handled(order, self);
            await Task.Yield();
            if (!_gone && !_isRoot && _ledger.Chance(0.3))
            {
                throw _ledger.Fails(self, "async handler");
            }

            await Task.Yield();
            if (!_gone)
            {
                // Else it has been replaced meanwhile, and what is left of it concerns nobody.
                Act();
            }
        });
        Receive<Ledger.Order>(order =>
        {
            _ledger.Handled(order, Self);
            Act();
        });
    }

    public IStash Stash { get; set; } = null!;

    public static Props Props(Ledger ledger, bool isRoot = false) => Actors.Props.CreateBy(() => new UnrulyNode(ledger, isRoot));

    protected override SupervisorStrategy SupervisorStrategy()
    {
        var self = Self;
        Directive Decide(Exception cause)
        {
            var directive = _isRoot ? _ledger.Pick([Directive.Resume, Directive.Restart, Directive.Stop])
                : _ledger.Pick([Directive.Resume, Directive.Resume, Directive.Restart, Directive.Restart, Directive.Stop, Directive.Escalate]);
            return _ledger.Decide(self, Sender, directive);
        }

        var limit = _ledger.Pick([-1, -1, 3]);
        return _ledger.Chance(0.3) ? new AllForOneStrategy(limit, -1, Decide) : new OneForOneStrategy(limit, -1, Decide);
    }

    protected override void PreStart()
    {
        MayThrow(0.03, "PreStart");
        MaySpawn(0.5);
    }

    protected override void PostStop()
    {
        _ledger.Check(!_gone, $"{Self} was cleaned up twice");
        _gone = true;
        if (_ledger.Chance(0.05))
        {
            throw new Ledger.UnrulyException("PostStop");
        }
    }

    protected override void PreRestart(Exception reason, object message)
    {
        _ledger.Restarts++;
        _ledger.Replaced(Self);
        if (_ledger.Chance(0.05))
        {
            _gone = true;
            throw new Ledger.UnrulyException("PreRestart");
        }

        if (_ledger.Chance(0.5))
        {
            foreach (var child in Context.GetChildren())
            {
                _ledger.NotWatching(Self, child);
            }

            base.PreRestart(reason, message);
        }
        else
        {
            MaySpawn(0.2);
            _gone = true;
        }
    }

    protected override void PostRestart(Exception reason)
    {
        MayThrow(0.05, "PostRestart");
        MaySpawn(0.3);
    }

    private void Act()
    {
        _ledger.Check(!_gone, $"{Self} acts after its end");
        MaySpawn(0.2);
        if (_ledger.Chance(0.3))
        {
            var subject = _ledger.Pick(_ledger.Everybody);
            _ledger.Watching(Self, Context.Watch(subject));
        }

        if (_ledger.Chance(0.1))
        {
            var subject = _ledger.Pick(_ledger.Everybody);
            _ledger.NotWatching(Self, Context.Unwatch(subject));
        }

        if (_ledger.Chance(0.3))
        {
            _ledger.Pick(_ledger.Everybody).Tell(_ledger.NewOrder());
        }

        if (_ledger.Chance(0.1))
        {
            Stash.UnstashAll();
        }

        if (!_isRoot)
        {
            MayStop();
            MayThrow(0.2, "handler");
        }
    }

    private void MayStop()
    {
        if (_ledger.Chance(0.05) && Context.GetChildren().FirstOrDefault() is { } child)
        {
            Context.Stop(child);
        }

        if (_ledger.Chance(0.02))
        {
            Context.Stop(Self);
        }

        if (_ledger.Chance(0.02))
        {
            Self.Tell(PoisonPill.Instance);
        }
    }

    private void MaySpawn(double probability)
    {
        if (_ledger.Chance(probability) && _ledger.Everybody.Count < MostActors)
        {
            _ledger.Everybody.Add(Context.ActorOf(Props(_ledger)));
        }
    }

    private void MayThrow(double probability, string where)
    {
        if (!_isRoot && _ledger.Chance(probability))
        {
            throw _ledger.Fails(Self, where);
        }
    }
}
