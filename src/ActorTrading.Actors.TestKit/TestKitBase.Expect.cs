namespace ActorTrading.Actors.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The next message must be of the type. Times given are dilated; without one it is <see cref="RemainingOrDefault"/>.</summary>
    /// <param name="hint">Shown with a failure.</param>
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(duration, static (_, _) => { }, hint, cancellationToken);

    /// <summary>The next message must equal <paramref name="message"/>; sequences element by element.</summary>
    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, EqualTo(message, hint), hint, cancellationToken);

    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, Fitting<T>((m, _) => isMessage(m), hint), hint, cancellationToken);

    public T ExpectMsg<T>(Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, Fitting(isMessageAndSender, hint), hint, cancellationToken);

    /// <param name="assert">Throws when the message is not as expected.</param>
    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, (m, _) => assert(m), hint, cancellationToken);

    public T ExpectMsg<T>(Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, assertMessageAndSender, hint, cancellationToken);

    public T ExpectMsg<T>(T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, (m, _) => _assertions.AssertEqual(expected, m, comparer, hint ?? string.Empty), hint, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(block: false, duration, static (_, _) => { }, hint, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, EqualTo(message, hint), hint, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, Fitting<T>((m, _) => isMessage(m), hint), hint, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, Fitting(isMessageAndSender, hint), hint, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(block: false, timeout, (m, _) => assert(m), hint, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, assertMessageAndSender, hint, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(block: false, timeout, (m, _) => _assertions.AssertEqual(expected, m, comparer, hint ?? string.Empty), hint, cancellationToken);

    /// <summary>As ExpectMsg, and it must come from <paramref name="sender"/>.</summary>
    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(duration, (_, s) => CheckSender(sender, s, hint), hint, cancellationToken);

    public T ExpectMsgFrom<T>(IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, From(sender, EqualTo(message, hint), hint), hint, cancellationToken);

    public T ExpectMsgFrom<T>(IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, From(sender, Fitting<T>((m, _) => isMessage(m), hint), hint), hint, cancellationToken);

    public T ExpectMsgFrom<T>(
        Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, Fitting<T>((m, s) => isSender(s) && isMessage(m), hint), hint, cancellationToken);

    public T ExpectMsgFrom<T>(IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, From<T>(sender, (m, _) => assertMessage(m), hint), hint, cancellationToken);

    public T ExpectMsgFrom<T>(
        Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(
            timeout,
            (m, s) =>
            {
                assertSender(s);
                assertMessage(m);
            },
            hint,
            cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(block: false, duration, (_, s) => CheckSender(sender, s, hint), hint, cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, From(sender, EqualTo(message, hint), hint), hint, cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, From(sender, Fitting<T>((m, _) => isMessage(m), hint), hint), hint, cancellationToken);

    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, From<T>(sender, (m, _) => assertMessage(m), hint), hint, cancellationToken);

    /// <summary>The next message must be the <see cref="Terminated"/> of that actor.</summary>
    public Terminated ExpectTerminated(IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, EndOf(target, hint), hint, cancellationToken);

    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, EndOf(target, hint), hint, cancellationToken);

    /// <summary>No message until the end of the enclosing Within; outside of one for <see cref="TestKitSettings.ExpectNoMessageDefault"/>.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        _ = Completed(ExpectNothingAsync(block: true, RemainingOr(Dilated(TestKitSettings.ExpectNoMessageDefault)), cancellationToken));

    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        _ = Completed(ExpectNothingAsync(block: true, Dilated(duration), cancellationToken));

    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public async ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        await ExpectNothingAsync(block: false, RemainingOr(Dilated(TestKitSettings.ExpectNoMessageDefault)), cancellationToken);

    public async ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        await ExpectNothingAsync(block: false, Dilated(duration), cancellationToken);

    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    private T Expect<T>(TimeSpan? timeout, Action<T, IActorRef> assert, string? hint, CancellationToken cancellationToken) =>
        Completed(ExpectAsync(block: true, timeout, assert, hint, cancellationToken));

    private async ValueTask<T> ExpectAsync<T>(bool block, TimeSpan? timeout, Action<T, IActorRef> assert, string? hint, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(timeout);
        var (success, envelope) = await NextAsync(block, peek: false, limit, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        _assertions.AssertTrue(success, "Failed: Timeout {0} while waiting for a message of type {1} {2}", limit, typeof(T), hint);
        if (envelope!.Message is not T typed)
        {
            _assertions.Fail(
                "Failed: Expected a message of type {0}, but received {{{2}}} (type {1}) instead {3} from {4}",
                typeof(T), envelope.Message.GetType(), envelope.Message, hint, envelope.Sender);
            throw new AssertionException($"Expected a message of type {typeof(T)}, but received one of type {envelope.Message.GetType()}.");
        }

        assert(typed, envelope.Sender ?? Sys.DeadLetters);
        return typed;
    }

    private async ValueTask<bool> ExpectNothingAsync(bool block, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (success, envelope) = await NextAsync(block, peek: false, duration, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        _assertions.AssertFalse(
            success, "Failed: Expected no messages during {0}, instead we received {1} from {2}", duration, envelope?.Message, envelope?.Sender);
        _lastWasNoMsg = true;
        return true;
    }

    private Action<T, IActorRef> EqualTo<T>(T expected, string? hint) => (actual, _) => _assertions.AssertEqual(expected, actual, hint ?? string.Empty);

    private Action<T, IActorRef> Fitting<T>(Func<T, IActorRef, bool> fits, string? hint) => (message, sender) => _assertions.AssertTrue(
        fits(message, sender),
        "Got a message of the expected type <{0}> from {1}. Also expected {2} but the message {{{3}}} did not match",
        typeof(T), sender, hint ?? "the predicate to return true", message);

    private Action<T, IActorRef> From<T>(IActorRef expected, Action<T, IActorRef> also, string? hint) => (message, sender) =>
    {
        CheckSender(expected, sender, hint);
        also(message, sender);
    };

    private void CheckSender(IActorRef expected, IActorRef actual, string? hint) =>
        _assertions.AssertTrue(expected.Equals(actual), "Sender does not match. Expected {0}, was {1}. {2}", expected, actual, hint);

    private Action<Terminated, IActorRef> EndOf(IActorRef target, string? hint) => (terminated, _) =>
        _assertions.AssertTrue(target.Equals(terminated.ActorRef), "Expected Terminated of {0}, was of {1}. {2}", target, terminated.ActorRef, hint);
}
