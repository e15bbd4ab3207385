namespace ActorTrading.Actors.TestKit;

/// <summary>
/// Counts matching events while an action runs. Neither fewer nor (as far as seen when the last one came) more than expected may come. Where
/// none is expected, none may come until the timeout, or <see cref="TestKitSettings.ExpectNoMessageDefault"/>, after the action. Matching events
/// do not reach the system's log sink in the meantime; subscribers of the event stream get them all the same.
/// Without a timeout, what is left of an enclosing Within holds, or <see cref="TestKitSettings.TestEventFilterLeeway"/>. Times begin after the action.
/// What the action throws comes out as it is, and nothing is expected then. A token ends the wait for events; the action and a mute do not look at it.
/// </summary>
public interface IEventFilterApplier
{
    /// <summary>One more kind of event that counts.</summary>
    EventFilterFactory And { get; }

    /// <summary>One matching event must come.</summary>
    /// <exception cref="AssertionException">None came in time, or more than one did.</exception>
    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    /// <summary>One matching event must come, at the latest that long after the action.</summary>
    /// <param name="timeout">How long events may take after the action. Dilated; not cut by an enclosing Within.</param>
    /// <inheritdoc cref="ExpectOne(Action, CancellationToken)"/>
    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Exactly that many matching events must come.</summary>
    /// <exception cref="AssertionException">Fewer came in time, or more.</exception>
    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    /// <summary>
    /// Exactly that many matching events must come, at the latest that long after the action; where none is expected, it waits all of that time.
    /// </summary>
    /// <param name="timeout">How long events may take after the action. Dilated; not cut by an enclosing Within.</param>
    /// <inheritdoc cref="Expect(int, Action, CancellationToken)"/>
    void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(Action, CancellationToken)"/>
    /// <returns>What the function returned.</returns>
    T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(TimeSpan, Action, CancellationToken)"/>
    /// <returns>What the function returned.</returns>
    T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, Action, CancellationToken)"/>
    /// <returns>What the function returned.</returns>
    T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, TimeSpan, Action, CancellationToken)"/>
    /// <returns>What the function returned.</returns>
    T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(Action, CancellationToken)"/>
    /// <remarks>The action begins on the calling thread; the wait for events after it holds none. Errors come with the task.</remarks>
    Task ExpectOneAsync(Func<Task> action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(TimeSpan, Action, CancellationToken)"/>
    /// <remarks>The action begins on the calling thread; the wait for events after it holds none. Errors come with the task.</remarks>
    Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, Action, CancellationToken)"/>
    /// <remarks>The action begins on the calling thread; the wait for events after it holds none. Errors come with the task.</remarks>
    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, TimeSpan, Action, CancellationToken)"/>
    /// <remarks>The action begins on the calling thread; the wait for events after it holds none. Errors come with the task.</remarks>
    Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(Action, CancellationToken)"/>
    /// <returns>What the function came to.</returns>
    /// <remarks>The action begins on the calling thread; the wait for events after it holds none. Errors come with the task.</remarks>
    Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(TimeSpan, Action, CancellationToken)"/>
    /// <returns>What the function came to.</returns>
    /// <remarks>The action begins on the calling thread; the wait for events after it holds none. Errors come with the task.</remarks>
    Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, Action, CancellationToken)"/>
    /// <returns>What the function came to.</returns>
    /// <remarks>The action begins on the calling thread; the wait for events after it holds none. Errors come with the task.</remarks>
    Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, TimeSpan, Action, CancellationToken)"/>
    /// <returns>What the function came to.</returns>
    /// <remarks>The action begins on the calling thread; the wait for events after it holds none. Errors come with the task.</remarks>
    Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Runs the action; any number of matching events may come.</summary>
    void Mute(Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Mute(Action, CancellationToken)"/>
    /// <returns>What the function returned.</returns>
    T Mute<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Mute(Action, CancellationToken)"/>
    /// <remarks>The mute lasts until the task of the action is done, also when it fails.</remarks>
    Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Mute(Action, CancellationToken)"/>
    /// <returns>What the function came to.</returns>
    /// <remarks>The mute lasts until the task of the function is done, also when it fails.</remarks>
    Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(Action, CancellationToken)"/>
    /// <remarks>The action runs on the calling thread before this returns; the wait for events after it holds none. Errors come with the task.</remarks>
    Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExpectOne(TimeSpan, Action, CancellationToken)"/>
    /// <remarks>The action runs on the calling thread before this returns; the wait for events after it holds none. Errors come with the task.</remarks>
    Task ExpectOneAsync(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, Action, CancellationToken)"/>
    /// <remarks>The action runs on the calling thread before this returns; the wait for events after it holds none. Errors come with the task.</remarks>
    Task ExpectAsync(int expectedCount, Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Expect(int, TimeSpan, Action, CancellationToken)"/>
    /// <remarks>The action runs on the calling thread before this returns; the wait for events after it holds none. Errors come with the task.</remarks>
    Task ExpectAsync(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="Mute(Action, CancellationToken)"/>
    /// <remarks>Action and mute are over when this returns; an error comes with the task.</remarks>
    Task MuteAsync(Action action, CancellationToken cancellationToken = default);

    /// <summary>From now on matching events do not reach the system's log sink, until the mute is ended.</summary>
    IUnmutableFilter Mute();
}
