namespace ActorTrading.Actors.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>
    /// The next message must be of the type. It is taken, also where it does not fit; those behind it stay in their order.
    /// Times given are dilated, and not cut by an enclosing Within; without one it is <see cref="RemainingOrDefault"/>.
    /// </summary>
    /// <param name="hint">Shown with a failure.</param>
    /// <returns>The message.</returns>
    /// <exception cref="AssertionException">None came in time, or it does not fit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; a message that was there is taken all the same.</exception>
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(duration, static (_, _) => { }, hint, cancellationToken);

    /// <summary>The next message must equal <paramref name="message"/>; sequences element by element.</summary>
    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, EqualTo(message, hint), hint, cancellationToken);

    /// <summary>The next message must be of the type, and the predicate hold for it.</summary>
    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, Fitting<T>((m, _) => isMessage(m), hint), hint, cancellationToken);

    /// <summary>
    /// The next message must be of the type, and the predicate hold for it and its sender; the sender is dead letters where it came from nobody.
    /// </summary>
    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsg<T>(Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, Fitting(isMessageAndSender, hint), hint, cancellationToken);

    /// <summary>The next message must be of the type, and the action not throw.</summary>
    /// <param name="assert">Throws when the message is not as expected; that comes out as it is.</param>
    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, (m, _) => assert(m), hint, cancellationToken);

    /// <summary>
    /// The next message must be of the type, and the action not throw; what it throws comes out as it is. Among its arguments, the sender is
    /// dead letters where it came from nobody.
    /// </summary>
    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsg<T>(Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, assertMessageAndSender, hint, cancellationToken);

    /// <summary>The next message must be of the type and equal <paramref name="expected"/> by the comparer, which gets the expected one first.</summary>
    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsg<T>(T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, (m, _) => _assertions.AssertEqual(expected, m, comparer, hint ?? string.Empty), hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(block: false, duration, static (_, _) => { }, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(T, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<T> ExpectMsgAsync<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, EqualTo(message, hint), hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<T> ExpectMsgAsync<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, Fitting<T>((m, _) => isMessage(m), hint), hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Func{T, IActorRef, bool}, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, Fitting(isMessageAndSender, hint), hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Action{T}, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<T> ExpectMsgAsync<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(block: false, timeout, (m, _) => assert(m), hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Action{T, IActorRef}, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, assertMessageAndSender, hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(T, Func{T, T, bool}, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<T> ExpectMsgAsync<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(block: false, timeout, (m, _) => _assertions.AssertEqual(expected, m, comparer, hint ?? string.Empty), hint, cancellationToken);

    /// <summary>As ExpectMsg, and it must come from <paramref name="sender"/>.</summary>
    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(duration, (_, s) => CheckSender(sender, s, hint), hint, cancellationToken);

    /// <summary>The next message must come from <paramref name="sender"/> and equal <paramref name="message"/>; sequences element by element.</summary>
    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsgFrom<T>(IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, From(sender, EqualTo(message, hint), hint), hint, cancellationToken);

    /// <summary>The next message must come from <paramref name="sender"/>, be of the type, and the predicate hold for it.</summary>
    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsgFrom<T>(IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, From(sender, Fitting<T>((m, _) => isMessage(m), hint), hint), hint, cancellationToken);

    /// <summary>
    /// The next message must be of the type; the first predicate must hold for its sender, the second for it. The sender is dead letters where
    /// it came from nobody.
    /// </summary>
    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsgFrom<T>(
        Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, Fitting<T>((m, s) => isSender(s) && isMessage(m), hint), hint, cancellationToken);

    /// <summary>
    /// The next message must come from <paramref name="sender"/> and be of the type, and the action not throw; what it throws comes out as it
    /// is.
    /// </summary>
    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsgFrom<T>(IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, From<T>(sender, (m, _) => assertMessage(m), hint), hint, cancellationToken);

    /// <summary>
    /// The next message must be of the type; first the action for its sender and then the one for it must not throw. The sender is dead letters
    /// where it came from nobody.
    /// </summary>
    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
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

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(block: false, duration, (_, s) => CheckSender(sender, s, hint), hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, T, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, From(sender, EqualTo(message, hint), hint), hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, From(sender, Fitting<T>((m, _) => isMessage(m), hint), hint), hint, cancellationToken);

    /// <inheritdoc cref="ExpectMsgFrom{T}(IActorRef, Action{T}, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, From<T>(sender, (m, _) => assertMessage(m), hint), hint, cancellationToken);

    /// <summary>The next message must be the <see cref="Terminated"/> of that actor, which the test actor has to watch.</summary>
    /// <inheritdoc cref="ExpectMsg{T}(TimeSpan?, string, CancellationToken)"/>
    public Terminated ExpectTerminated(IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, EndOf(target, hint), hint, cancellationToken);

    /// <inheritdoc cref="ExpectTerminated"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, timeout, EndOf(target, hint), hint, cancellationToken);

    /// <summary>
    /// No message until the end of the enclosing Within; outside of one for <see cref="TestKitSettings.ExpectNoMessageDefault"/>, dilated.
    /// One that waits already counts.
    /// </summary>
    /// <exception cref="AssertionException">One came, which is taken.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; a message that was there is taken all the same.</exception>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        _ = Completed(ExpectNothingAsync(block: true, RemainingOr(Dilated(TestKitSettings.ExpectNoMessageDefault)), cancellationToken));

    /// <summary>No message for all of that time, dilated and not cut by an enclosing Within; one that waits already counts.</summary>
    /// <inheritdoc cref="ExpectNoMsg(CancellationToken)"/>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        _ = Completed(ExpectNothingAsync(block: true, Dilated(duration), cancellationToken));

    /// <summary>No message for that many milliseconds, dilated and not cut by an enclosing Within; one that waits already counts.</summary>
    /// <inheritdoc cref="ExpectNoMsg(CancellationToken)"/>
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <inheritdoc cref="ExpectNoMsg(CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public async ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        await ExpectNothingAsync(block: false, RemainingOr(Dilated(TestKitSettings.ExpectNoMessageDefault)), cancellationToken);

    /// <inheritdoc cref="ExpectNoMsg(TimeSpan, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public async ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        await ExpectNothingAsync(block: false, Dilated(duration), cancellationToken);

    /// <inheritdoc cref="ExpectNoMsg(int, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    private T Expect<T>(TimeSpan? timeout, Action<T, IActorRef> assert, string? hint, CancellationToken cancellationToken) =>
        Completed(ExpectAsync(block: true, timeout, assert, hint, cancellationToken));

    private async ValueTask<T> ExpectAsync<T>(bool block, TimeSpan? timeout, Action<T, IActorRef> assert, string? hint, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(timeout);
        var (success, envelope) = await NextAsync(block, peek: false, NotNegative(limit), cancellationToken);
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
