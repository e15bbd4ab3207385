using System.Collections;
using System.Runtime.CompilerServices;

namespace ActorTrading.Actors.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The next message, which is taken, or null when none comes in time or it is cancelled before; one that waits already comes even so.</summary>
    /// <param name="max">
    /// Not dilated, and not cut by an enclosing Within. Null: <see cref="TestKitSettings.SingleExpectDefault"/>;
    /// <see cref="Timeout.InfiniteTimeSpan"/>: for ever; zero or negative: without waiting.
    /// </param>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Completed(NextAsync(block: true, peek: false, max, cancellationToken)).Envelope?.Message;

    /// <summary>The next message, however long it takes; null when cancelled.</summary>
    public object? ReceiveOne(CancellationToken cancellationToken) => ReceiveOne(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <inheritdoc cref="ReceiveOne(TimeSpan?, CancellationToken)"/>
    /// <remarks>No thread is held.</remarks>
    public async ValueTask<object?> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await NextAsync(block: false, peek: false, max, cancellationToken)).Envelope?.Message;

    /// <inheritdoc cref="ReceiveOne(CancellationToken)"/>
    /// <remarks>No thread is held.</remarks>
    public ValueTask<object?> ReceiveOneAsync(CancellationToken cancellationToken) => ReceiveOneAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>The next message together with its sender.</summary>
    /// <param name="envelope">Null where none came.</param>
    /// <returns>False when none came in time, or when cancelled before.</returns>
    /// <inheritdoc cref="ReceiveOne(TimeSpan?, CancellationToken)"/>
    public bool TryReceiveOne(out MessageEnvelope? envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        (var success, envelope) = Completed(NextAsync(block: true, peek: false, max, cancellationToken));
        return success;
    }

    /// <summary>
    /// The next message together with its sender, without holding a thread; no success and null when none came in time, or when cancelled
    /// before.
    /// </summary>
    /// <inheritdoc cref="ReceiveOne(TimeSpan?, CancellationToken)"/>
    public ValueTask<(bool Success, MessageEnvelope? Envelope)> TryReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        NextAsync(block: false, peek: false, max, cancellationToken);

    /// <summary>The next message, which stays the next one; null when none comes in time. It counts as <see cref="LastMessage"/>.</summary>
    /// <inheritdoc cref="ReceiveOne(TimeSpan?, CancellationToken)"/>
    public object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Completed(NextAsync(block: true, peek: true, max, cancellationToken)).Envelope?.Message;

    /// <summary>The next message, which stays the next one, however long it takes; null when cancelled.</summary>
    public object? PeekOne(CancellationToken cancellationToken) => PeekOne(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <inheritdoc cref="PeekOne(TimeSpan?, CancellationToken)"/>
    /// <remarks>No thread is held.</remarks>
    public async ValueTask<object?> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await NextAsync(block: false, peek: true, max, cancellationToken)).Envelope?.Message;

    /// <inheritdoc cref="PeekOne(CancellationToken)"/>
    /// <remarks>No thread is held.</remarks>
    public ValueTask<object?> PeekOneAsync(CancellationToken cancellationToken) => PeekOneAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>The next message together with its sender; it stays the next one.</summary>
    /// <param name="envelope">Null where none came.</param>
    /// <returns>False when none came in time, or when cancelled before.</returns>
    /// <inheritdoc cref="ReceiveOne(TimeSpan?, CancellationToken)"/>
    public bool TryPeekOne(out MessageEnvelope? envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        (var success, envelope) = Completed(NextAsync(block: true, peek: true, max, cancellationToken));
        return success;
    }

    /// <summary>
    /// The next message together with its sender, which stays the next one, without holding a thread; no success and null when none came in
    /// time, or when cancelled before.
    /// </summary>
    /// <inheritdoc cref="ReceiveOne(TimeSpan?, CancellationToken)"/>
    public ValueTask<(bool Success, MessageEnvelope? Envelope)> TryPeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        NextAsync(block: false, peek: true, max, cancellationToken);

    /// <summary>That many messages in the order they came, within <see cref="RemainingOrDefault"/> for all of them together.</summary>
    /// <exception cref="AssertionException">Not all came in time; those that did are gone.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was taken by then is gone.</exception>
    public IReadOnlyList<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Completed(ReceiveManyAsync(block: true, numberOfMessages, RemainingOrDefault, cancellationToken));

    /// <summary>That many messages in the order they came, within the time given.</summary>
    /// <param name="max">For all of them together; dilated, and not cut by an enclosing Within.</param>
    /// <inheritdoc cref="ReceiveN(int, CancellationToken)"/>
    public IReadOnlyList<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Completed(ReceiveManyAsync(block: true, numberOfMessages, Dilated(max), cancellationToken));

    /// <inheritdoc cref="ReceiveN(int, CancellationToken)"/>
    /// <remarks>
    /// Nothing is taken before the sequence is enumerated; its first step waits for all of them, without holding a thread, and fails as stated.
    /// </remarks>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        EachOfAsync(() => ReceiveManyAsync(block: false, numberOfMessages, RemainingOrDefault, cancellationToken), cancellationToken);

    /// <inheritdoc cref="ReceiveN(int, TimeSpan, CancellationToken)"/>
    /// <remarks>
    /// Nothing is taken before the sequence is enumerated; its first step waits for all of them, without holding a thread, and fails as stated.
    /// </remarks>
    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        EachOfAsync(() => ReceiveManyAsync(block: false, numberOfMessages, Dilated(max), cancellationToken), cancellationToken);

    /// <summary>The first message that fits; those before it are thrown away, those behind it stay in their order.</summary>
    /// <param name="max">For all of it; dilated, and not cut by an enclosing Within. Null: <see cref="RemainingOrDefault"/>.</param>
    /// <param name="hint">Shown with a failure.</param>
    /// <exception cref="AssertionException">None came in time.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was taken by then is gone.</exception>
    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage(Predicate{object}, TimeSpan?, string, CancellationToken)"/>
    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Completed(FishAsync(block: true, isMessage, null, max, hint, cancellationToken));

    /// <param name="allMessages">Cleared, then filled with what is thrown away, in its order and also where it fails.</param>
    /// <inheritdoc cref="FishForMessage(Predicate{object}, TimeSpan?, string, CancellationToken)"/>
    public T FishForMessage<T>(
        Predicate<T> isMessage, ArrayList? allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Completed(FishAsync(block: true, isMessage, allMessages, max, hint, cancellationToken));

    /// <inheritdoc cref="FishForMessage(Predicate{object}, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishAsync(block: false, isMessage, null, max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, ArrayList, TimeSpan?, string, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, ArrayList? allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishAsync(block: false, isMessage, allMessages, max, hint, cancellationToken);

    /// <summary>Throws messages away until the time is up; one of type <typeparamref name="T"/> among them is an error, and stays the next one.</summary>
    /// <param name="max">Dilated, and not cut by an enclosing Within. Null: <see cref="RemainingOrDefault"/>.</param>
    /// <exception cref="AssertionException">One of the type came.</exception>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await ReceiveWhileAsync<object>(
            message =>
            {
                _assertions.AssertFalse(message is T, "did not expect a message of type {0}", typeof(T));
                return true;
            },
            max,
            cancellationToken: cancellationToken);

    /// <summary>Takes messages until none came for <paramref name="max"/>, for ever where they never end.</summary>
    /// <param name="max">From one to the next; not dilated. Null: <see cref="TestKitSettings.SingleExpectDefault"/>.</param>
    /// <param name="maxMessages">More than these are an error.</param>
    /// <returns>What came until then, in its order.</returns>
    /// <exception cref="AssertionException">More came than may.</exception>
    public async Task<ArrayList> WaitForRadioSilenceAsync(TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var messages = new ArrayList();
        while (await ReceiveOneAsync(max, cancellationToken) is { } message)
        {
            messages.Add(message);
            _assertions.AssertTrue(maxMessages is not { } most || messages.Count <= most, "maxMessages violated: {0} came.", messages.Count);
        }

        cancellationToken.ThrowIfCancellationRequested();

        return messages;
    }

    /// <summary>
    /// Takes messages as long as the filter makes something of them. The one it makes null of stays, and the end of the time is no error, also to
    /// an enclosing Within. What the filter throws comes out; that message stays.
    /// </summary>
    /// <param name="max">For all of it; dilated, and not cut by an enclosing Within. Null: <see cref="RemainingOrDefault"/>.</param>
    /// <param name="msgs">Ends it when that many are taken.</param>
    /// <returns>What the filter made, in the order the messages came.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; what was taken by then is gone.</exception>
    public IReadOnlyList<T> ReceiveWhile<T>(TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhile(filter, max, null, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    /// <param name="idle">Longest time to the first message and between two; not dilated. Null or negative: no such limit.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhile(filter, max, idle, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T?> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => Completed(WhileAsync(block: true, filter, max, idle, msgs, cancellationToken));

    /// <summary>
    /// Takes messages of the type as long as the predicate holds. The one it does not hold for stays, and the end of the time is no error, also to
    /// an enclosing Within.
    /// </summary>
    /// <param name="msgs">Ends it when that many of the type are taken.</param>
    /// <returns>Those of the type, in the order they came.</returns>
    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    /// <param name="shouldIgnoreOtherMessageTypes">Others are thrown away; else the first of them stays and ends it.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default)
        where T : class => Completed(WhileAsync(block: true, shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes, cancellationToken));

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<IReadOnlyList<T>> ReceiveWhileAsync<T>(
        TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => WhileAsync(block: false, filter, max, null, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<IReadOnlyList<T>> ReceiveWhileAsync<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => WhileAsync(block: false, filter, max, idle, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(TimeSpan?, TimeSpan?, Func{object, T}, int, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<IReadOnlyList<T>> ReceiveWhileAsync<T>(
        Func<object, T?> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => WhileAsync(block: false, filter, max, idle, msgs, cancellationToken);

    /// <inheritdoc cref="ReceiveWhile{T}(Predicate{T}, TimeSpan?, TimeSpan?, int, bool, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<IReadOnlyList<T>> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default)
        where T : class => WhileAsync(block: false, shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes, cancellationToken);

    /// <summary>The result of a method that was told to block: it is done when it returns.</summary>
    private static T Completed<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private static async IAsyncEnumerable<T> EachOfAsync<T>(
        Func<ValueTask<IReadOnlyList<T>>> all, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var one in await all())
        {
            yield return one;
        }
    }

    /// <param name="block">Holds the thread, so that the method is done when it returns.</param>
    private async ValueTask<(bool Success, MessageEnvelope? Envelope)> NextAsync(bool block, bool peek, TimeSpan? max, CancellationToken cancellationToken)
    {
        var limit = GetTimeoutOrDefault(max);
        var found = _received.TryTake(peek, out var envelope);
        if (!found && (limit > TimeSpan.Zero || limit == Timeout.InfiniteTimeSpan))
        {
            try
            {
                _ = block ? _patience.Wait(_received, limit, cancellationToken) : await _received.WaitAsync(limit, _patience.Clock, cancellationToken);
                found = _received.TryTake(peek, out envelope);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                found = false;
            }
        }

        _lastWasNoMsg = false;
        if (found)
        {
            _last = envelope;
        }

        return found ? (true, new MessageEnvelope(envelope.Message, envelope.Sender)) : (false, null);
    }

    private TimeSpan Left(TimeSpan end) => NotNegative(end - _patience.Now);

    private async ValueTask<IReadOnlyList<object>> ReceiveManyAsync(bool block, int count, TimeSpan max, CancellationToken cancellationToken)
    {
        var end = _patience.Now + max;
        var messages = new List<object>(count);
        while (messages.Count < count)
        {
            var (success, envelope) = await NextAsync(block, peek: false, Left(end), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            _assertions.AssertTrue(success, "Timeout ({0}) while expecting {1} messages. Only got {2} after {0}.", max, count, messages.Count);
            messages.Add(envelope!.Message);
        }

        return messages;
    }

    private async ValueTask<T> FishAsync<T>(
        bool block, Predicate<T> isMessage, ArrayList? allMessages, TimeSpan? max, string hint, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(max);
        var end = _patience.Now + limit;
        allMessages?.Clear();
        while (true)
        {
            var (success, envelope) = await NextAsync(block, peek: false, Left(end), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            _assertions.AssertTrue(success, "Timeout ({0}) during fishForMessage{1}", limit, string.IsNullOrEmpty(hint) ? string.Empty : ", hint: " + hint);
            if (envelope!.Message is T typed && isMessage(typed))
            {
                return typed;
            }

            allMessages?.Add(envelope.Message);
        }
    }

    private ValueTask<IReadOnlyList<T>> WhileAsync<T>(
        bool block, Func<object, T?> filter, TimeSpan? max, TimeSpan? idle, int msgs, CancellationToken cancellationToken)
        where T : class => WhileAsync<T>(block, message => filter(message) is { } made ? (true, made) : (false, null), max, idle, msgs, cancellationToken);

    private ValueTask<IReadOnlyList<T>> WhileAsync<T>(
        bool block, Predicate<T> shouldContinue, TimeSpan? max, TimeSpan? idle, int msgs, bool ignoreOthers, CancellationToken cancellationToken)
        where T : class => WhileAsync<T>(
            block, message => message is T typed ? (shouldContinue(typed), typed) : (ignoreOthers, null), max, idle, msgs, cancellationToken);

    /// <param name="choose">Whether to take the message, and what to keep of it, if anything.</param>
    private async ValueTask<IReadOnlyList<T>> WhileAsync<T>(
        bool block, Func<object, (bool Takes, T? Kept)> choose, TimeSpan? max, TimeSpan? idle, int msgs, CancellationToken cancellationToken)
        where T : class
    {
        var end = _patience.Now + RemainingOrDilated(max);
        var kept = new List<T>();
        var last = _last;
        while (kept.Count < msgs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var left = Left(end);
            var (success, envelope) = await NextAsync(block, peek: true, idle is { } rest && rest >= TimeSpan.Zero && rest < left ? rest : left, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (!success || choose(envelope!.Message) is not (true, var made))
            {
                break;
            }

            _received.TryTake(peek: false, out last);
            if (made is not null)
            {
                kept.Add(made);
            }
        }

        _last = last;
        _lastWasNoMsg = true;
        return kept;
    }
}
