namespace ActorTrading.Actors.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The next message must equal one of these, within <see cref="RemainingOrDefault"/>. It is taken, also where it does not fit.</summary>
    /// <returns>The message.</returns>
    /// <exception cref="AssertionException">None came in time, or it equals none of them.</exception>
    public T ExpectMsgAnyOf<T>(params T[] messages) => ExpectMsgAnyOf(messages, CancellationToken.None);

    /// <inheritdoc cref="ExpectMsgAnyOf{T}(T[])"/>
    /// <exception cref="OperationCanceledException">Cancelled; a message that was there is taken all the same.</exception>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken) =>
        Expect(null, OneOf(messages), null, cancellationToken);

    /// <inheritdoc cref="ExpectMsgAnyOf{T}(IEnumerable{T}, CancellationToken)"/>
    /// <remarks>No thread is held, and errors come with the task.</remarks>
    public ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, null, OneOf(messages), null, cancellationToken);

    /// <summary>
    /// The next messages, as many as given, must equal them in any order, one each. They are taken, also where they do not fit;
    /// without a time they have <see cref="RemainingOrDefault"/> together.
    /// </summary>
    /// <returns>In the order they came.</returns>
    /// <exception cref="AssertionException">Not all came in time, which is said before any is compared, or one does not fit.</exception>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf(messages, CancellationToken.None);

    /// <inheritdoc cref="ExpectMsgAllOf{T}(T[])"/>
    /// <exception cref="OperationCanceledException">Cancelled; what was taken by then is gone.</exception>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken) =>
        Completed(AllOfAsync(block: true, RemainingOrDefault, messages, cancellationToken));

    /// <inheritdoc cref="ExpectMsgAllOf{T}(T[])"/>
    /// <param name="max">For all of them together; dilated, and not cut by an enclosing Within.</param>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => ExpectMsgAllOf(max, messages, CancellationToken.None);

    /// <inheritdoc cref="ExpectMsgAllOf{T}(T[])"/>
    /// <param name="max">For all of them together; dilated, and not cut by an enclosing Within.</param>
    /// <exception cref="OperationCanceledException">Cancelled; what was taken by then is gone.</exception>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken) =>
        Completed(AllOfAsync(block: true, Dilated(max), messages, cancellationToken));

    /// <inheritdoc cref="ExpectMsgAllOf{T}(IReadOnlyCollection{T}, CancellationToken)"/>
    /// <remarks>
    /// Nothing is taken before the sequence is enumerated; its first step waits for all of them, without holding a thread, and fails as stated.
    /// </remarks>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        EachOfAsync(() => AllOfAsync(block: false, RemainingOrDefault, messages, cancellationToken), cancellationToken);

    /// <inheritdoc cref="ExpectMsgAllOf{T}(TimeSpan, IReadOnlyCollection{T}, CancellationToken)"/>
    /// <remarks>
    /// Nothing is taken before the sequence is enumerated; its first step waits for all of them, without holding a thread, and fails as stated.
    /// </remarks>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        EachOfAsync(() => AllOfAsync(block: false, Dilated(max), messages, cancellationToken), cancellationToken);

    /// <summary>
    /// The next messages, as many as predicates, must fit them in any order: each message takes the first predicate left that holds for it,
    /// so put the narrow ones first. They are taken, also where they do not fit; without a time they have <see cref="RemainingOrDefault"/> together.
    /// </summary>
    /// <returns>In the order they came.</returns>
    /// <exception cref="AssertionException">Not all came in time, which is said before any is looked at, or one does not fit.</exception>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        ExpectMsgAllOfMatchingPredicates(predicates, CancellationToken.None);

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(PredicateInfo[])"/>
    /// <exception cref="OperationCanceledException">Cancelled; what was taken by then is gone.</exception>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        Completed(AllMatchingAsync(block: true, RemainingOrDefault, predicates, cancellationToken));

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(PredicateInfo[])"/>
    /// <param name="max">For all of them together; dilated, and not cut by an enclosing Within.</param>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, params PredicateInfo[] predicates) =>
        ExpectMsgAllOfMatchingPredicates(max, predicates, CancellationToken.None);

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(PredicateInfo[])"/>
    /// <param name="max">For all of them together; dilated, and not cut by an enclosing Within.</param>
    /// <exception cref="OperationCanceledException">Cancelled; what was taken by then is gone.</exception>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        Completed(AllMatchingAsync(block: true, Dilated(max), predicates, cancellationToken));

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(IReadOnlyCollection{PredicateInfo}, CancellationToken)"/>
    /// <remarks>
    /// Nothing is taken before the sequence is enumerated; its first step waits for all of them, without holding a thread, and fails as stated.
    /// </remarks>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        EachOfAsync(() => AllMatchingAsync(block: false, RemainingOrDefault, predicates, cancellationToken), cancellationToken);

    /// <inheritdoc cref="ExpectMsgAllOfMatchingPredicates(TimeSpan, IReadOnlyCollection{PredicateInfo}, CancellationToken)"/>
    /// <remarks>
    /// Nothing is taken before the sequence is enumerated; its first step waits for all of them, without holding a thread, and fails as stated.
    /// </remarks>
    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        EachOfAsync(() => AllMatchingAsync(block: false, Dilated(max), predicates, cancellationToken), cancellationToken);

    private Action<T, IActorRef> OneOf<T>(IEnumerable<T> messages) => (actual, _) => _assertions.AssertTrue(
        messages.Any(m => TestKitAssertions.AreEqual(m, actual)), "ExpectMsgAnyOf found unexpected {0}; expected any of [{1}]", actual, string.Join(", ", messages));

    private async ValueTask<IReadOnlyList<T>> AllOfAsync<T>(bool block, TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken)
    {
        var received = await ReceiveManyAsync(block, messages.Count, max, cancellationToken);
        Match(messages, received, static (expected, actual) => actual is T typed && TestKitAssertions.AreEqual(expected, typed));
        return [.. received.Cast<T>()];
    }

    private async ValueTask<IReadOnlyList<object>> AllMatchingAsync(
        bool block, TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken)
    {
        var received = await ReceiveManyAsync(block, predicates.Count, max, cancellationToken);
        Match(predicates, received, static (predicate, actual) => predicate.Matches(actual));
        return received;
    }

    private void Match<T>(IReadOnlyCollection<T> expected, IReadOnlyList<object> received, Func<T, object, bool> fits)
    {
        var missing = expected.ToList();
        var unexpected = new List<object>();
        foreach (var actual in received)
        {
            var index = missing.FindIndex(e => fits(e, actual));
            if (index < 0)
            {
                unexpected.Add(actual);
            }
            else
            {
                missing.RemoveAt(index);
            }
        }

        _assertions.AssertTrue(
            unexpected.Count == 0, "not found [{0}], found unexpected [{1}]", string.Join(", ", missing), string.Join(", ", unexpected));
    }
}
