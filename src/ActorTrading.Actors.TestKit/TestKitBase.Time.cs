namespace ActorTrading.Actors.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>What is left of the innermost Within; outside of one <see cref="TestKitSettings.SingleExpectDefault"/>, dilated.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

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

    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout ?? TestKitSettings.SingleExpectDefault;

    internal TimeSpan RemainingForEvents => RemainingOr(Dilated(TestKitSettings.TestEventFilterLeeway));

    protected TimeSpan RemainingOr(TimeSpan duration) => _end is { } end ? end - _patience.Now : duration;

    /// <summary>Expectations inside share the time given; the block must not take longer.</summary>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <param name="min">The block must take at least this.</param>
    /// <param name="max">Dilated.</param>
    /// <param name="epsilonValue">Leeway on <paramref name="max"/>.</param>
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

    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

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

    public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

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

    public Task<T> WithinAsync<T>(TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

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
