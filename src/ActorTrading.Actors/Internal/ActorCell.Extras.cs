namespace ActorTrading.Actors.Internal;

/// <summary>Receive timeout, stash and timers.</summary>
internal sealed partial class ActorCell
{
    private TimeSpan? _receiveTimeout;
    private ITimer? _receiveTimer;

    public TimeSpan? ReceiveTimeout => _receiveTimeout;

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        if (timeout is { } span && span <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "The receive timeout must be above zero, or null to end it.");
        }

        _receiveTimeout = timeout;
        CancelReceiveTimeout();
        StartReceiveTimeout();
    }

    internal ActorStash NewStash(bool isBounded) => new(this, isBounded ? Props.StashCapacityOrUnlimited : -1);

    /// <summary>Something that was prepended has not been handled yet.</summary>
    internal bool HasPrepended => _lanes is { HasFront: true };

    /// <param name="behind">How many of those that were prepended earlier stay ahead.</param>
    internal void PrependToMailbox(IReadOnlyList<Envelope> envelopes, int behind = 0)
    {
        if (envelopes.Count > 0)
        {
            foreach (var envelope in envelopes)
            {
                RenewTermination(envelope.Message);
            }

            (_lanes ??= new Lanes()).Prepend(envelopes, behind);
        }
    }

    /// <summary>A stop, a suspension or the like is to be handled before the next message.</summary>
    internal bool HasSystemMessages => Volatile.Read(ref _systemQueue) is not null;

    /// <summary>A stashed notice was taken off the list when it first arrived.</summary>
    private void RenewTermination(object message)
    {
        if (message is Terminated terminated)
        {
            (_terminatedQueued ??= [])[terminated.ActorRef] = null;
        }
    }

    private void StartReceiveTimeout()
    {
        // Not while an async handler runs: idle time begins when it is done.
        if (_receiveTimeout is not { } span || _receiveTimer is not null || _awaited > 0)
        {
            return;
        }

        _receiveTimer = SystemImpl.TimeProvider.CreateTimer(
            static state => ((ActorCell)state!).SendReceiveTimeout(), this, span, Timeout.InfiniteTimeSpan);
    }

    private void SendReceiveTimeout() => SendMessage(Actors.ReceiveTimeout.Instance, SelfRef);

    private void CancelReceiveTimeout()
    {
        _receiveTimer?.Dispose();
        _receiveTimer = null;
    }

    /// <summary>What is stashed outlives the instance: handled after a restart, dead letters after a stop.</summary>
    private static void UnstashOnLeaving(ActorBase actor)
    {
        actor.ReleaseInternalStash();
        (actor as IActorStash)?.Stash?.UnstashAll();
    }
}
