namespace ActorTrading.Actors.TestKit;

/// <summary>Counts matching events on the event stream while an action runs.</summary>
public sealed class EventFilterApplier
{
    private readonly TestKitBase _kit;
    private readonly Type _channel;
    private readonly Predicate<object> _matches;

    internal EventFilterApplier(TestKitBase kit, Type channel, Predicate<object> matches)
    {
        _kit = kit;
        _channel = channel;
        _matches = matches;
    }

    public void ExpectOne(Action action) => Expect(1, action);

    public void ExpectOne(TimeSpan timeout, Action action) => Expect(1, timeout, action);

    public void Expect(int expectedCount, Action action) => Expect(expectedCount, _kit.TestKitSettings.DefaultTimeout, action);

    /// <summary>That many, neither fewer nor (as far as seen when the last one came) more.</summary>
    public void Expect(int expectedCount, TimeSpan timeout, Action action) => Run(expectedCount, timeout, () =>
    {
        action();
        return true;
    });

    public T ExpectOne<T>(Func<T> func) => Run(1, _kit.TestKitSettings.DefaultTimeout, func);

    public T Expect<T>(int expectedCount, Func<T> func) => Run(expectedCount, _kit.TestKitSettings.DefaultTimeout, func);

    private T Run<T>(int expected, TimeSpan timeout, Func<T> func)
    {
        var seen = 0;
        var listener = _kit.Sys.ActorOf(Props.CreateBy(() => new Listener(e =>
        {
            if (_matches(e))
            {
                Interlocked.Increment(ref seen);
            }
        })));
        _kit.Sys.EventStream.Subscribe(listener, _channel);
        try
        {
            var result = func();
            if (expected == 0)
            {
                new ManualResetEventSlim().Wait(_kit.TestKitSettings.ExpectNoMessageDefault);
            }

            _kit.AwaitCondition(() => Volatile.Read(ref seen) >= expected, timeout, $"Expected {expected} events of {_channel.Name}, saw {Volatile.Read(ref seen)}.");
            return seen == expected ? result : throw new AssertionException($"Expected {expected} events of {_channel.Name}, saw {seen}.");
        }
        finally
        {
            _kit.Sys.EventStream.Unsubscribe(listener);
            _kit.Sys.Stop(listener);
        }
    }

    private sealed class Listener(Action<object> onEvent) : UntypedActor
    {
        protected override void OnReceive(object message) => onEvent(message);
    }
}
