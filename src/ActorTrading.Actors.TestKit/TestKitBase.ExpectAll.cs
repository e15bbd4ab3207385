namespace ActorTrading.Actors.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The next message must equal one of these.</summary>
    public T ExpectMsgAnyOf<T>(params T[] messages) => ExpectMsgAnyOf(messages, CancellationToken.None);

    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken) =>
        Expect(null, OneOf(messages), null, cancellationToken);

    public ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAsync(block: false, null, OneOf(messages), null, cancellationToken);

    /// <summary>As many messages as given must come, and equal them in any order.</summary>
    /// <returns>In the order they came.</returns>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf(messages, CancellationToken.None);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken) =>
        Completed(AllOfAsync(block: true, RemainingOrDefault, messages, cancellationToken));

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => ExpectMsgAllOf(max, messages, CancellationToken.None);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken) =>
        Completed(AllOfAsync(block: true, Dilated(max), messages, cancellationToken));

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        EachOfAsync(() => AllOfAsync(block: false, RemainingOrDefault, messages, cancellationToken), cancellationToken);

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        EachOfAsync(() => AllOfAsync(block: false, Dilated(max), messages, cancellationToken), cancellationToken);

    /// <summary>As many messages as predicates must come, and each predicate must hold for one of its own.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        ExpectMsgAllOfMatchingPredicates(predicates, CancellationToken.None);

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        Completed(AllMatchingAsync(block: true, RemainingOrDefault, predicates, cancellationToken));

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, params PredicateInfo[] predicates) =>
        ExpectMsgAllOfMatchingPredicates(max, predicates, CancellationToken.None);

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        Completed(AllMatchingAsync(block: true, Dilated(max), predicates, cancellationToken));

    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        EachOfAsync(() => AllMatchingAsync(block: false, RemainingOrDefault, predicates, cancellationToken), cancellationToken);

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
