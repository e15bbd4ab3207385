namespace ActorTrading.Actors.TestKit;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Repeats an assertion until it holds or the time is up; then its own error is thrown. It is tried at least once, and a last time at the end.
    /// Cancellation is not repeated: it comes out at once.
    /// </summary>
    /// <param name="duration">Dilated, and not cut by an enclosing Within. Null: <see cref="RemainingOrDefault"/>.</param>
    /// <param name="interval">Between two tries. Default 10 ms.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        _ = Completed(AssertAsync(block: true, Wrap(assertion), duration, interval, cancellationToken));

    /// <inheritdoc cref="AwaitAssert"/>
    /// <remarks>Between two tries no thread is held, and errors come with the task.</remarks>
    public async Task AwaitAssertAsync(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        await AssertAsync(block: false, Wrap(assertion), duration, interval, cancellationToken);

    /// <inheritdoc cref="AwaitAssert"/>
    /// <remarks>Between two tries no thread is held, and errors come with the task. A try is awaited however long it takes.</remarks>
    public async Task AwaitAssertAsync(Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        await AssertAsync(block: false, assertion, duration, interval, cancellationToken);

    /// <summary>Looks at the condition at once and then every 10 ms, a last time at the end. What the condition throws comes out at once.</summary>
    /// <param name="max">Dilated, and not cut by an enclosing Within. Null: <see cref="RemainingOrDefault"/>.</param>
    /// <exception cref="AssertionException">It does not hold in time.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max = null, string? message = null, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <summary>Looks at the condition at once and then after each interval, a last time at the end. What the condition throws comes out at once.</summary>
    /// <param name="interval">Between two looks. Default 10 ms.</param>
    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, string, CancellationToken)"/>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        CheckCondition(Completed(ConditionAsync(block: true, Wrap(conditionIsFulfilled), limit, interval, cancellationToken)), limit, message);
    }

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>Between two looks no thread is held, and errors come with the task. A look is awaited however long it takes.</remarks>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max = null, string? message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>Between two looks no thread is held, and errors come with the task. A look is awaited however long it takes.</remarks>
    public async Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        CheckCondition(await ConditionAsync(block: false, conditionIsFulfilled, limit, interval, cancellationToken), limit, message);
    }

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>Between two looks no thread is held, and errors come with the task.</remarks>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max = null, TimeSpan? interval = null, string? message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Wrap(conditionIsFulfilled), max, interval, message, cancellationToken);

    /// <summary>As AwaitCondition, and tells instead of throwing.</summary>
    /// <param name="max">Not dilated.</param>
    /// <param name="interval">Default 100 ms.</param>
    /// <returns>Whether the condition came to hold in time.</returns>
    public bool AwaitConditionNoThrow(Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Completed(ConditionAsync(block: true, Wrap(conditionIsFulfilled), max, interval ?? TimeSpan.FromMilliseconds(100), cancellationToken));

    /// <inheritdoc cref="AwaitConditionNoThrow"/>
    /// <remarks>Between two looks no thread is held, and errors come with the task.</remarks>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitConditionNoThrowAsync(Wrap(conditionIsFulfilled), max, interval, cancellationToken);

    /// <inheritdoc cref="AwaitConditionNoThrow"/>
    /// <remarks>Between two looks no thread is held, and errors come with the task. A look is awaited however long it takes.</remarks>
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
