using System.Collections.Immutable;

namespace ActorTrading.Actors.Sharding;

/// <summary>Asks the shards of a region for their entities, answers once for all and stops.</summary>
internal sealed class ShardSurvey : UntypedActor, IWithTimers
{
    private readonly IReadOnlyList<(IActorRef Ref, string Id)> _shards;
    private readonly TimeSpan _timeout;
    private readonly Func<ImmutableHashSet<ShardState>, ImmutableHashSet<string>, object> _answer;
    private readonly IActorRef _replyTo;
    private readonly List<ShardState> _states = [];
    private readonly HashSet<IActorRef> _missing;

    private ShardSurvey(
        IReadOnlyList<(IActorRef Ref, string Id)> shards,
        TimeSpan timeout,
        Func<ImmutableHashSet<ShardState>, ImmutableHashSet<string>, object> answer,
        IActorRef replyTo)
    {
        _shards = shards;
        _timeout = timeout;
        _answer = answer;
        _replyTo = replyTo;
        _missing = [.. shards.Select(static s => s.Ref)];
    }

    ITimerScheduler IWithTimers.Timers { get; set; } = null!;

    public static Props Props(
        IReadOnlyList<(IActorRef Ref, string Id)> shards,
        TimeSpan timeout,
        Func<ImmutableHashSet<ShardState>, ImmutableHashSet<string>, object> answer,
        IActorRef replyTo) => Actors.Props.CreateBy(() => new ShardSurvey(shards, timeout, answer, replyTo));

    protected override void PreStart()
    {
        foreach (var (shard, _) in _shards)
        {
            Context.Watch(shard);
            shard.Tell(Shard.GetShardState.Instance, Self);
        }

        if (_timeout > TimeSpan.Zero)
        {
            ((IWithTimers)this).Timers.StartSingleTimer(TimeIsUp.Instance, TimeIsUp.Instance, _timeout);
        }

        FinishWhen(_missing.Count == 0 || _timeout <= TimeSpan.Zero);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ShardState state when _missing.Remove(Sender):
                _states.Add(state);
                FinishWhen(_missing.Count == 0);
                break;
            case Terminated terminated:
                // A shard that is gone has no entities.
                FinishWhen(_missing.Remove(terminated.ActorRef) && _missing.Count == 0);
                break;
            case TimeIsUp:
                FinishWhen(true);
                break;
        }
    }

    private void FinishWhen(bool done)
    {
        if (done)
        {
            _replyTo.Tell(_answer([.. _states], [.. _shards.Where(s => _missing.Contains(s.Ref)).Select(static s => s.Id)]), Context.Parent);
            Context.Stop(Self);
        }
    }

    private sealed class TimeIsUp
    {
        public static readonly TimeIsUp Instance = new();
    }
}
