namespace ActorTrading.Actors.TestKit;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Repeats an assertion until it holds or the time is up; then its own error is thrown.</summary>
    /// <param name="interval">Between two tries. Default 10 ms.</param>
    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        _ = Completed(AssertAsync(block: true, Wrap(assertion), duration, interval, cancellationToken));

    public async Task AwaitAssertAsync(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        await AssertAsync(block: false, Wrap(assertion), duration, interval, cancellationToken);

    public async Task AwaitAssertAsync(Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        await AssertAsync(block: false, assertion, duration, interval, cancellationToken);

    /// <summary>Looks at the condition at once and then again and again; an error when it does not hold in time.</summary>
    /// <param name="max">Dilated. Null: <see cref="RemainingOrDefault"/>.</param>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max = null, string? message = null, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <param name="interval">Between two looks. Default 10 ms.</param>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        CheckCondition(Completed(ConditionAsync(block: true, Wrap(conditionIsFulfilled), limit, interval, cancellationToken)), limit, message);
    }

    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max = null, string? message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    public async Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        CheckCondition(await ConditionAsync(block: false, conditionIsFulfilled, limit, interval, cancellationToken), limit, message);
    }

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max = null, TimeSpan? interval = null, string? message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Wrap(conditionIsFulfilled), max, interval, message, cancellationToken);

    /// <summary>As AwaitCondition, and tells instead of throwing.</summary>
    /// <param name="max">Not dilated.</param>
    /// <param name="interval">Default 100 ms.</param>
    /// <returns>Whether the condition came to hold in time.</returns>
    public bool AwaitConditionNoThrow(Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Completed(ConditionAsync(block: true, Wrap(conditionIsFulfilled), max, interval ?? TimeSpan.FromMilliseconds(100), cancellationToken));

    public Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitConditionNoThrowAsync(Wrap(conditionIsFulfilled), max, interval, cancellationToken);

    public Task<bool> AwaitConditionNoThrowAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        ConditionAsync(block: false, conditionIsFulfilled, max, interval ?? TimeSpan.FromMilliseconds(100), cancellationToken).AsTask();

    private static Func<Task> Wrap(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    private static Func<Task<bool>> Wrap(Func<bool> condition) => () => Task.FromResult(condition());

    private void CheckCondition(bool holds, TimeSpan limit, string? message) => _assertions.AssertTrue(holds, "Timeout {0} expired. {1}", limit, message);

    private async ValueTask<bool> AssertAsync(
        bool block, Func<Task> assertion, TimeSpan? duration, TimeSpan? interval, CancellationToken cancellationToken)
    {
        var end = _patience.Now + RemainingOrDilated(duration);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await assertion();
                return true;
            }
            catch (Exception e) when (e is not OperationCanceledException && _patience.Now < end)
            {
                await PauseAsync(block, interval, end, cancellationToken);
            }
        }
    }

    private async ValueTask<bool> ConditionAsync(
        bool block, Func<Task<bool>> condition, TimeSpan max, TimeSpan? interval, CancellationToken cancellationToken)
    {
        var end = _patience.Now + max;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await condition())
            {
                return true;
            }

            if (_patience.Now >= end)
            {
                return false;
            }

            await PauseAsync(block, interval, end, cancellationToken);
        }
    }

    private async ValueTask PauseAsync(bool block, TimeSpan? interval, TimeSpan end, CancellationToken cancellationToken)
    {
        var left = end - _patience.Now;
        var span = interval is { } given && given > TimeSpan.Zero ? given : DefaultInterval;
        span = span < left ? span : left;
        if (span <= TimeSpan.Zero)
        {
            return;
        }

        if (block)
        {
            _patience.Pause(span, cancellationToken);
        }
        else
        {
            await _patience.PauseAsync(span, cancellationToken);
        }
    }
}
