namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>
/// One subscription of a connection: puts in order what is pushed, fetches by REST what is missing, and hands on each row once. Everything happens in the
/// connection's own turn; only the fetching itself is done beside it.
/// </summary>
internal abstract class Lane
{
    private const int MostEmptyAnswers = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PushFollowsWithin = TimeSpan.FromSeconds(1);

    private bool _isFetching;
    private TimeSpan _retryAt;
    private TimeSpan? _missingSince;
    private int _failures;

    protected Lane(StreamSubscription subscription, LaneHost host)
    {
        Subscription = subscription;
        Host = host;
        Watch = new SilenceWatch(host.Options.StaleIntervals, host.Options.StaleAtLeast, host.Options.StaleAtMost);
        BegunAt = host.ExchangeClock;
    }

    public StreamSubscription Subscription { get; }

    public SilenceWatch Watch { get; }

    public DeliveryCounts Counts { get; protected set; } = DeliveryCounts.None;

    /// <summary>Why the exchange does not push it; null where it does.</summary>
    public string? Refusal { get; set; }

    /// <summary>Whether it is being found out why nothing comes: a quiet market is no reason for anything.</summary>
    public bool IsSuspect { get; private set; }

    /// <summary>Whether something is missing that is being fetched.</summary>
    public bool IsHealing => IsCatchingUp || (IsMissing && Host.Now - _missingSince > Host.Options.ReorderWindow);

    /// <summary>The exchange's clock when it began, µs.</summary>
    protected long BegunAt { get; }

    protected LaneHost Host { get; }

    /// <summary>Whether what came while there was no connection is not fetched yet.</summary>
    protected bool IsCatchingUp { get; set; }

    protected abstract bool IsMissing { get; }

    /// <summary>How long to wait for a push that shows how much was missed.</summary>
    protected virtual TimeSpan BeforeAskingBlindly => TimeSpan.Zero;

    /// <summary>There was no connection for a while: fetches what came meanwhile.</summary>
    public void BeginCatchUp()
    {
        IsCatchingUp = true;
        IsSuspect = false;
        _missingSince = Host.Now;
        _failures = 0;
        Watch.Begin(Host.Now);
    }

    public abstract ValueTask OfferAsync(StreamMessage message, long receivedAt);

    /// <summary>Fetches what is due to be fetched.</summary>
    public async ValueTask CheckAsync()
    {
        if (!IsCatchingUp && !IsMissing)
        {
            _missingSince = null;
            _failures = 0;
            return;
        }

        var now = Host.Now;
        _missingSince ??= now;
        var patience = IsCatchingUp ? IsMissing ? TimeSpan.Zero : BeforeAskingBlindly : Host.Options.ReorderWindow;
        if (_isFetching || now < _retryAt || now - _missingSince < patience)
        {
            return;
        }

        if (now - _missingSince > Host.Options.HealWithin || _failures >= MostEmptyAnswers)
        {
            await GiveUpAsync();
            _missingSince = null;
            _failures = 0;
            return;
        }

        BeginFetch();
    }

    /// <summary>Asks over REST whether the exchange has something that was not pushed; tells the connection if so.</summary>
    public void Suspect(Func<string, ValueTask> frozen)
    {
        IsSuspect = true;
        var silence = Watch.Limit;
        Beside(
            IsBehindInTimeAsync,
            async isBehind =>
            {
                if (IsSuspect && isBehind && Watch.IsSilent(Host.Now))
                {
                    await frozen($"{Subscription} was silent for {silence.TotalSeconds:0.#} s while the exchange went on");
                }
                else
                {
                    // The market itself was quiet.
                    IsSuspect = false;
                    Watch.Begin(Host.Now);
                }
            },
            failure =>
            {
                if (failure.Failure != ExchangeFailure.UnknownInstrument)
                {
                    return frozen($"{Subscription} was silent for {silence.TotalSeconds:0.#} s, and asking failed: {failure.Message}");
                }

                // Some exchanges accept any name and never push for it.
                IsSuspect = false;
                Refusal = failure.Message;
                return ValueTask.CompletedTask;
            });
    }

    protected abstract void BeginFetch();

    protected abstract ValueTask GiveUpAsync();

    protected abstract Task<bool> IsBehindAsync(CancellationToken cancellation);

    protected void Fetch<T>(Func<CancellationToken, Task<T>> ask, Func<T, ValueTask<bool>> take)
    {
        _isFetching = true;
        Beside(
            ask,
            async answer =>
            {
                _isFetching = false;
                if (await take(answer))
                {
                    // It moved on: the time to give up begins anew, and what is missing still is asked for at once.
                    _missingSince = Host.Now - Host.Options.ReorderWindow;
                    _failures = 0;
                    await CheckAsync();
                }
                else
                {
                    Pause();
                }
            },
            failure =>
            {
                _isFetching = false;
                Host.LastError = failure.Message;
                Pause();

                // What cannot be asked is not what the exchange does not have: only time ends it.
                _failures = Math.Min(_failures, MostEmptyAnswers - 1);
                return ValueTask.CompletedTask;
            });
    }

    /// <summary>An exchange that does not answer in time counts as one that went on.</summary>
    private async Task<bool> IsBehindInTimeAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Host.Options.ConnectTimeout, Host.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var isBehind = await IsBehindAsync(both.Token);
            if (isBehind)
            {
                // What is over REST already may be about to be pushed.
                await Task.Delay(PushFollowsWithin, Host.Time, cancellation);
            }

            return isBehind;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return true;
        }
    }

    private void Pause()
    {
        _retryAt = Host.Now + TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(_failures, 10)));
        _failures++;
    }

    /// <summary>Asks without holding up the connection's turn; the answer is dealt with in its turn.</summary>
    private void Beside<T>(Func<CancellationToken, Task<T>> ask, Func<T, ValueTask> take, Func<ExchangeException, ValueTask> fail)
    {
        _ = RunAsync();

        async Task RunAsync()
        {
            await Task.Yield();
            Func<ValueTask> then;
            try
            {
                var answer = await ask(Host.Stop);
                then = () => take(answer);
            }
            catch (ExchangeException failure)
            {
                then = () => fail(failure);
            }
            catch (OperationCanceledException) when (Host.Stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception bug)
            {
                // Ends the connection, in its own turn and with what happened.
                then = () => throw new InvalidOperationException($"asking {Host.Client.Name} for {Subscription} broke: {bug.Message}", bug);
            }

            try
            {
                await Host.Post(then, Host.Stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
