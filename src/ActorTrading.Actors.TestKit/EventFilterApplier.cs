using ActorTrading.Actors.Event;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.TestKit;

/// <inheritdoc/>
internal sealed class EventFilterApplier : IEventFilterApplier
{
    private readonly TestKitBase _kit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilter> _filters;

    public EventFilterApplier(TestKitBase kit, ActorSystem system, IReadOnlyList<EventFilter> filters)
    {
        _kit = kit;
        _system = system;
        _filters = filters;
    }

    public EventFilterFactory And => new(_kit, _system, _filters);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Expect(1, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Expect(1, timeout, action, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Done(RunAsync(block: true, expectedCount, null, Wrap(action), cancellationToken));

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Done(RunAsync(block: true, expectedCount, timeout, Wrap(action), cancellationToken));

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Expect(1, func, cancellationToken);

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) => Expect(1, timeout, func, cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) =>
        Done(RunAsync(block: true, expectedCount, null, () => Task.FromResult(func()), cancellationToken));

    public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Done(RunAsync(block: true, expectedCount, timeout, () => Task.FromResult(func()), cancellationToken));

    public Task ExpectOneAsync(Func<Task> action, CancellationToken cancellationToken = default) => ExpectAsync(1, action, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, action, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        RunAsync(block: false, expectedCount, null, Wrap(actionAsync), cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        RunAsync(block: false, expectedCount, timeout, Wrap(action), cancellationToken);

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => ExpectAsync(1, func, cancellationToken);

    public Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, func, cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        RunAsync(block: false, expectedCount, null, func, cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        RunAsync(block: false, expectedCount, timeout, func, cancellationToken);

    public void Mute(Action action, CancellationToken cancellationToken = default) => Done(RunAsync(block: true, null, null, Wrap(action), cancellationToken));

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default) =>
        Done(RunAsync(block: true, null, null, () => Task.FromResult(func()), cancellationToken));

    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) =>
        RunAsync(block: false, null, null, Wrap(action), cancellationToken);

    public Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        RunAsync(block: false, null, null, func, cancellationToken);

    public Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default) => ExpectAsync(1, action, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, action, cancellationToken);

    public Task ExpectAsync(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        RunAsync(block: false, expectedCount, null, Wrap(action), cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        RunAsync(block: false, expectedCount, timeout, Wrap(action), cancellationToken);

    public Task MuteAsync(Action action, CancellationToken cancellationToken = default) =>
        RunAsync(block: false, null, null, Wrap(action), cancellationToken);

    public IUnmutableFilter Mute() => new UnmutableFilter(_system, _filters);

    private static T Done<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static Func<Task<bool>> Wrap(Action action) => () =>
    {
        action();
        return Task.FromResult(true);
    };

    private static Func<Task<bool>> Wrap(Func<Task> action) => async () =>
    {
        await action();
        return true;
    };

    /// <param name="block">Holds the thread, so that the task is done when it is returned.</param>
    /// <param name="expected">Null: any number.</param>
    private async Task<T> RunAsync<T>(bool block, int? expected, TimeSpan? timeout, Func<Task<T>> func, CancellationToken cancellationToken)
    {
        TimeSpan? limit = timeout is { } given ? _kit.Dilated(given) : null;
        var seen = 0;
        var listener = new FunctionRef(((ActorSystemImpl)_system).NextTempPath(), (e, _) =>
        {
            if (_filters.Any(f => f.Matches(e)))
            {
                Interlocked.Increment(ref seen);
            }
        });
        using var mute = Mute();
        _system.EventStream.Subscribe<LogEvent>(listener);
        _system.EventStream.Subscribe<DeadLetter>(listener);
        try
        {
            var result = await func();
            if (expected is { } count)
            {
                await WaitAsync(block, () => Volatile.Read(ref seen), count, limit, cancellationToken);
            }

            return result;
        }
        finally
        {
            _system.EventStream.Unsubscribe(listener);
        }
    }

    private async Task WaitAsync(bool block, Func<int> seen, int expected, TimeSpan? limit, CancellationToken cancellationToken)
    {
        var span = limit ?? (expected > 0 ? _kit.RemainingForEvents : _kit.Dilated(_kit.TestKitSettings.ExpectNoMessageDefault));
        bool EnoughCame() => expected > 0 ? seen() >= expected : seen() > 0;
        var interval = TimeSpan.FromMilliseconds(5);
        _ = block
            ? _kit.AwaitConditionNoThrow(EnoughCame, span, interval, cancellationToken)
            : await _kit.AwaitConditionNoThrowAsync(EnoughCame, span, interval, cancellationToken);
        var came = seen();
        var filters = string.Join(", ", _filters);
        _kit.Assertions.AssertTrue(
            came >= expected, "Timeout ({0}) while waiting for messages. Only received {1}/{2} messages that matched filter [{3}]", span, came, expected, filters);
        _kit.Assertions.AssertTrue(
            came <= expected, "Received {0} too many. Expected {1} but received {2} that matched filter [{3}]", came - expected, expected, came, filters);
    }
}
