namespace ActorTrading.Actors.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>What is left of the innermost Within; outside of one <see cref="TestKitSettings.SingleExpectDefault"/>, dilated.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>What is left of the innermost Within; below zero when that is over.</summary>
    /// <exception cref="InvalidOperationException">Outside of a Within.</exception>
    public TimeSpan Remaining => _end is { } end
        ? end - _patience.Now
        : throw new InvalidOperationException("Remaining may not be called outside of \"within\"");

    /// <summary>The duration dilated; without one, <see cref="RemainingOrDefault"/>.</summary>
    /// <exception cref="ArgumentException">The duration is infinite.</exception>
    public TimeSpan RemainingOrDilated(TimeSpan? duration) => duration switch
    {
        null => RemainingOrDefault,
        { } infinite when infinite == Timeout.InfiniteTimeSpan => throw new ArgumentException("max duration cannot be infinite", nameof(duration)),
        { } span => Dilated(span),
    };

    /// <summary>Times <see cref="TestKitSettings.TestTimeFactor"/>; zero and negative stay.</summary>
    public TimeSpan Dilated(TimeSpan duration) => duration > TimeSpan.Zero ? duration * TestKitSettings.TestTimeFactor : duration;

    /// <summary>
    /// The time itself; without one, <see cref="TestKitSettings.SingleExpectDefault"/>. Neither is dilated nor cut by an enclosing Within.
    /// </summary>
    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout ?? TestKitSettings.SingleExpectDefault;

    internal TimeSpan RemainingForEvents => RemainingOr(Dilated(TestKitSettings.TestEventFilterLeeway));

    /// <summary>What is left of the innermost Within, below zero when that is over; outside of one the duration as it is.</summary>
    protected TimeSpan RemainingOr(TimeSpan duration) => _end is { } end ? end - _patience.Now : duration;

    /// <summary>What is left of a time that is over: exactly one millisecond below zero would mean for ever.</summary>
    private static TimeSpan NotNegative(TimeSpan left) => left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>
    /// Expectations inside that state no time share the time given; the block must not take longer, unless it ended with a wait for nothing
    /// (ExpectNoMsg, ReceiveWhile). It is not cut short: its time is looked at when it ends. Inside another Within it ends with that one at the latest.
    /// What the block throws comes out as it is.
    /// </summary>
    /// <param name="max">Dilated.</param>
    /// <param name="epsilonValue">Leeway on <paramref name="max"/>; not dilated.</param>
    /// <param name="cancellationToken">Looked at before the block only.</param>
    /// <exception cref="AssertionException">The block took too long or not long enough.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The most is not above 0, or the least is below.</exception>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, Action, TimeSpan?, CancellationToken)"/>
    /// <param name="min">The block must take at least this; not dilated. Inside another Within so much must be left, or the block is not run.</param>
    public void Within(
        TimeSpan min, TimeSpan max, Action action, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(
            min,
            max,
            () =>
            {
                action();
                return true;
            },
            hint,
            epsilonValue,
            cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, Action, TimeSpan?, CancellationToken)"/>
    /// <returns>What the function returned.</returns>
    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, TimeSpan, Action, string, TimeSpan?, CancellationToken)"/>
    /// <returns>What the function returned.</returns>
    public T Within<T>(
        TimeSpan min, TimeSpan max, Func<T> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var block = Enter(min, max, hint);
        T result;
        try
        {
            result = function();
        }
        finally
        {
            _end = block.OuterEnd;
        }

        Leave(block, epsilonValue);
        return result;
    }

    /// <inheritdoc cref="Within(TimeSpan, Action, TimeSpan?, CancellationToken)"/>
    /// <remarks>
    /// The block is awaited to its end, and errors come with the task. Two blocks of one kit must not run at the same time, unless one is inside
    /// the other.
    /// </remarks>
    public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, TimeSpan, Action, string, TimeSpan?, CancellationToken)"/>
    /// <remarks>
    /// The block is awaited to its end, and errors come with the task. Two blocks of one kit must not run at the same time, unless one is inside
    /// the other.
    /// </remarks>
    public Task WithinAsync(
        TimeSpan min, TimeSpan max, Func<Task> actionAsync, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(
            min,
            max,
            async () =>
            {
                await actionAsync();
                return true;
            },
            hint,
            epsilonValue,
            cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, Action, TimeSpan?, CancellationToken)"/>
    /// <returns>What the function came to.</returns>
    /// <remarks>
    /// The block is awaited to its end, and errors come with the task. Two blocks of one kit must not run at the same time, unless one is inside
    /// the other.
    /// </remarks>
    public Task<T> WithinAsync<T>(TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within(TimeSpan, TimeSpan, Action, string, TimeSpan?, CancellationToken)"/>
    /// <returns>What the function came to.</returns>
    /// <remarks>
    /// The block is awaited to its end, and errors come with the task. Two blocks of one kit must not run at the same time, unless one is inside
    /// the other.
    /// </remarks>
    public async Task<T> WithinAsync<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var block = Enter(min, max, hint);
        T result;
        try
        {
            result = await function();
        }
        finally
        {
            _end = block.OuterEnd;
        }

        Leave(block, epsilonValue);
        return result;
    }

    private Block Enter(TimeSpan min, TimeSpan max, string? hint)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(min, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(max, TimeSpan.Zero);
        var start = _patience.Now;
        var limit = Dilated(max);
        var outer = _end;
        if (outer is { } end)
        {
            var left = end - start;
            _assertions.AssertTrue(left >= min, "Required min time {0} not possible, only {1} left. {2}", min, left, hint);
            limit = left < limit ? left : limit;
        }

        _lastWasNoMsg = false;
        _end = start + limit;
        return new Block(start, min, limit, outer, hint);
    }

    private void Leave(Block block, TimeSpan? epsilon)
    {
        var taken = _patience.Now - block.Start;
        _assertions.AssertTrue(taken >= block.Min, "Failed: Block took {0}, should have at least been {1}. {2}", taken, block.Min, block.Hint);

        // Who waited for nothing used the time up on purpose.
        _assertions.AssertTrue(
            _lastWasNoMsg || taken <= block.Max + (epsilon ?? TimeSpan.Zero), "Failed: Block took {0}, exceeding {1}. {2}", taken, block.Max, block.Hint);
    }

    private readonly record struct Block(TimeSpan Start, TimeSpan Min, TimeSpan Max, TimeSpan? OuterEnd, string? Hint);
}
