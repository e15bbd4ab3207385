using System.Diagnostics;

namespace ActorTrading.Actors.TestKit;

/// <summary>Expectations on what an actor of the test received. Waits block the test's thread, never an actor's.</summary>
public abstract class TestKitBase
{
    private readonly ReceivedMessages _received = new();
    private Envelope _last;
    private long _deadline;

    private protected TestKitBase(ActorSystem system, TestKitSettings settings, string? name)
    {
        Sys = system;
        TestKitSettings = settings;
        TestActor = system.ActorOf(Props.CreateBy(() => new ProbeActor(_received)), name);
    }

    public ActorSystem Sys { get; }

    /// <summary>What is told to it can be expected here.</summary>
    public IActorRef TestActor { get; }

    public TestKitSettings TestKitSettings { get; }

    public object? LastMessage => _last.Message;

    public IActorRef? LastSender => _last.Sender;

    public bool HasMessages => _received.HasMessages;

    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null) => ExpectMsg<T>(static _ => { }, duration, hint);

    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null) => ExpectMsg<T>(
        actual => Check(Equals(message, actual), $"Expected [{message}], received [{actual}].", hint), timeout, hint);

    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null) => ExpectMsg<T>(
        actual => Check(isMessage(actual), $"Got a message of the expected type <{typeof(T)}>, but it fails the predicate: {actual}", hint), timeout, hint);

    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null)
    {
        var message = Next(timeout, typeof(T).Name, hint);
        if (message is not T typed)
        {
            throw new AssertionException($"Expected a message of type {typeof(T)}, but received {{{message}}} (type {message.GetType()}) from {LastSender}. {hint}");
        }

        assert(typed);
        return typed;
    }

    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null)
    {
        var message = ExpectMsg<T>(duration, hint);
        Check(sender.Equals(LastSender), $"Expected sender {sender}, was {LastSender}.", hint);
        return message;
    }

    public T ExpectMsgAnyOf<T>(params T[] messages) => ExpectMsg<T>(
        actual => Check(messages.Contains(actual), $"Expected any of [{string.Join(", ", messages)}], received [{actual}].", null));

    /// <summary>All of them, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages)
    {
        var missing = messages.ToList();
        var found = new List<T>();
        while (missing.Count > 0)
        {
            var actual = ExpectMsg<T>();
            Check(missing.Remove(actual), $"Unexpected [{actual}]; still missing [{string.Join(", ", missing)}].", null);
            found.Add(actual);
        }

        return found;
    }

    public void ExpectNoMsg() => ExpectNoMsg(TestKitSettings.ExpectNoMessageDefault);

    public void ExpectNoMsg(TimeSpan duration)
    {
        if (_received.TryTake(duration, out var envelope))
        {
            throw new AssertionException($"Expected no message, but received {{{envelope.Message}}} from {envelope.Sender}.");
        }
    }

    public void ExpectNoMsg(int milliseconds) => ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds));

    public Terminated ExpectTerminated(IActorRef target, TimeSpan? timeout = null, string? hint = null) => ExpectMsg<Terminated>(
        t => Check(t.ActorRef.Equals(target), $"Expected {target} to stop, but it was {t.ActorRef}.", hint), timeout, hint);

    /// <summary>The first message that fits; others are thrown away.</summary>
    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string? hint = null) =>
        FishForMessage<object>(isMessage, max, hint);

    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string? hint = null)
    {
        var limit = max ?? Remaining();
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var left = limit - clock.Elapsed;
            if (Next(left > TimeSpan.Zero ? left : TimeSpan.Zero, typeof(T).Name, hint) is T typed && isMessage(typed))
            {
                return typed;
            }
        }
    }

    public object ReceiveOne(TimeSpan? max = null) => Next(max, "any", null);

    public IReadOnlyList<object> ReceiveN(int numberOfMessages, TimeSpan? max = null)
    {
        var messages = new List<object>(numberOfMessages);
        for (var i = 0; i < numberOfMessages; i++)
        {
            messages.Add(Next(max, $"{numberOfMessages} messages, of which {i} came", null));
        }

        return messages;
    }

    /// <summary>Drops messages that fit, until <see cref="IgnoreNoMessages"/>.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => _received.Ignore = shouldIgnoreMessage;

    public void IgnoreMessages<T>() => IgnoreMessages(static m => m is T);

    public void IgnoreNoMessages() => _received.Ignore = null;

    public IActorRef Watch(IActorRef actorToWatch)
    {
        var done = new TaskCompletionSource();
        TestActor.Tell(new ProbeActor.DoWatch(actorToWatch, done), ActorRefs.NoSender);
        Await(done.Task, "watch");
        return actorToWatch;
    }

    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        var done = new TaskCompletionSource();
        TestActor.Tell(new ProbeActor.DoUnwatch(actorToUnwatch, done), ActorRefs.NoSender);
        Await(done.Task, "unwatch");
        return actorToUnwatch;
    }

    public void SetAutoPilot(AutoPilot pilot) => TestActor.Tell(new ProbeActor.SetPilot(pilot), ActorRefs.NoSender);

    /// <summary>Repeats an assertion until it holds or the time is up; then its own error is thrown.</summary>
    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null)
    {
        var limit = duration ?? Remaining();
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (clock.Elapsed < limit)
            {
                Pause(interval);
            }
        }
    }

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max = null, string? message = null)
    {
        var limit = max ?? Remaining();
        var clock = Stopwatch.StartNew();
        while (!conditionIsFulfilled())
        {
            Check(clock.Elapsed < limit, $"Condition not fulfilled within {limit}.", message);
            Pause(null);
        }
    }

    /// <summary>Expectations inside share the time given.</summary>
    public void Within(TimeSpan max, Action action) => Within(TimeSpan.Zero, max, action);

    public void Within(TimeSpan min, TimeSpan max, Action action)
    {
        var outer = _deadline;
        var start = Stopwatch.GetTimestamp();
        _deadline = start + (long)(max.TotalSeconds * Stopwatch.Frequency);
        try
        {
            action();
        }
        finally
        {
            _deadline = outer;
        }

        var taken = Stopwatch.GetElapsedTime(start);
        Check(taken >= min, $"Block took {taken}, should have taken at least {min}.", null);
        Check(taken <= max, $"Block took {taken}, exceeding {max}.", null);
    }

    private protected static void Check(bool condition, string message, string? hint)
    {
        if (!condition)
        {
            throw new AssertionException(hint is null ? message : $"{message} {hint}");
        }
    }

    private static void Pause(TimeSpan? interval) =>
        new ManualResetEventSlim().Wait(interval ?? TimeSpan.FromMilliseconds(10));

    private void Await(Task task, string what)
    {
        var wait = (IAsyncResult)task;
        Check(wait.AsyncWaitHandle.WaitOne(TestKitSettings.DefaultTimeout), $"The test actor did not {what} in time.", null);
    }

    private TimeSpan Remaining()
    {
        if (_deadline == 0)
        {
            return TestKitSettings.DefaultTimeout;
        }

        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _deadline);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private object Next(TimeSpan? timeout, string expected, string? hint)
    {
        var limit = timeout ?? Remaining();
        if (!_received.TryTake(limit, out var envelope))
        {
            throw new AssertionException($"Failed: Timeout {limit} while waiting for a message of type {expected}. {hint}");
        }

        _last = envelope;
        return envelope.Message;
    }
}
