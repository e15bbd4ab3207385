namespace ActorTrading.Actors;

/// <summary>Brings the outcome of a task back as one message, from whichever thread ends the task. Without a sender given there is none.</summary>
public static class PipeToSupport
{
    /// <summary>Sends the result, or <see cref="Status.Failure"/> when the task failed or was cancelled.</summary>
    /// <param name="taskToPipe">Runs already.</param>
    /// <param name="recipient">Gets exactly one message.</param>
    /// <param name="sender">Null: no sender.</param>
    /// <param name="success">Makes the message from the result; if it throws, that is a failure too.</param>
    /// <param name="failure">Makes the message from the exception; null: <see cref="Status.Failure"/>.</param>
    /// <returns>Completes when the message has been sent; never faults because the piped task did.</returns>
    public static Task PipeTo<T>(
        this Task<T> taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<T, object>? success = null, Func<Exception, object>? failure = null) =>
        taskToPipe.PipeTo(recipient, useConfigureAwait: false, sender, success, failure);

    /// <param name="useConfigureAwait">True: the mapping runs where the task was awaited, such as in the actor's turn; false: anywhere.</param>
    /// <inheritdoc cref="PipeTo{T}(Task{T}, ICanTell, IActorRef?, Func{T, object}?, Func{Exception, object}?)"/>
    public static Task PipeTo<T>(
        this Task<T> taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef? sender = null, Func<T, object>? success = null, Func<Exception, object>? failure = null) =>
        new ValueTask<T>(taskToPipe).PipeTo(recipient, useConfigureAwait, sender, success, failure);

    /// <summary>Sends the result of <paramref name="success"/> (nothing without it), or <see cref="Status.Failure"/>.</summary>
    /// <inheritdoc cref="PipeTo{T}(Task{T}, ICanTell, IActorRef?, Func{T, object}?, Func{Exception, object}?)"/>
    public static Task PipeTo(
        this Task taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<object>? success = null, Func<Exception, object>? failure = null) =>
        taskToPipe.PipeTo(recipient, useConfigureAwait: false, sender, success, failure);

    /// <inheritdoc cref="PipeTo(Task, ICanTell, IActorRef?, Func{object}?, Func{Exception, object}?)"/>
    public static Task PipeTo(
        this Task taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef? sender = null, Func<object>? success = null, Func<Exception, object>? failure = null) =>
        new ValueTask(taskToPipe).PipeTo(recipient, useConfigureAwait, sender, success, failure);

    /// <inheritdoc cref="PipeTo{T}(Task{T}, ICanTell, IActorRef?, Func{T, object}?, Func{Exception, object}?)"/>
    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<T, object>? success = null, Func<Exception, object>? failure = null) =>
        taskToPipe.PipeTo(recipient, useConfigureAwait: false, sender, success, failure);

    /// <inheritdoc cref="PipeTo{T}(Task{T}, ICanTell, bool, IActorRef?, Func{T, object}?, Func{Exception, object}?)"/>
    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef? sender = null, Func<T, object>? success = null, Func<Exception, object>? failure = null) =>
        Start(recipient, useConfigureAwait, comesBack => PipeAsync(taskToPipe, recipient, comesBack, sender, success, failure));

    /// <inheritdoc cref="PipeTo(Task, ICanTell, IActorRef?, Func{object}?, Func{Exception, object}?)"/>
    public static Task PipeTo(
        this ValueTask taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<object>? success = null, Func<Exception, object>? failure = null) =>
        taskToPipe.PipeTo(recipient, useConfigureAwait: false, sender, success, failure);

    /// <inheritdoc cref="PipeTo(Task, ICanTell, bool, IActorRef?, Func{object}?, Func{Exception, object}?)"/>
    public static Task PipeTo(
        this ValueTask taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef? sender = null, Func<object>? success = null, Func<Exception, object>? failure = null) =>
        Start(recipient, useConfigureAwait, comesBack => PipeAsync(taskToPipe, recipient, comesBack, sender, success, failure));

    /// <summary>Where the system decides what runs when, the piping must not go elsewhere.</summary>
    private static Task Start(ICanTell recipient, bool comesBack, Func<bool, Task> pipe) =>
        Futures.SystemOf(recipient) is { OwnsContinuations: true } system
            ? Task.Factory.StartNew(() => pipe(true), CancellationToken.None, TaskCreationOptions.None, system.Continuations).Unwrap()
            : pipe(comesBack);

    private static async Task PipeAsync<T>(
        ValueTask<T> task, ICanTell recipient, bool comesBack, IActorRef? sender, Func<T, object>? success, Func<Exception, object>? failure)
    {
        object message;
        try
        {
            var result = await task.ConfigureAwait(comesBack);
            message = success is null ? result! : success(result);
        }
        catch (Exception e)
        {
            message = failure is null ? new Status.Failure(e) : failure(e);
        }

        recipient.Tell(message, sender);
    }

    private static async Task PipeAsync(
        ValueTask task, ICanTell recipient, bool comesBack, IActorRef? sender, Func<object>? success, Func<Exception, object>? failure)
    {
        object? message;
        try
        {
            await task.ConfigureAwait(comesBack);
            message = success?.Invoke();
        }
        catch (Exception e)
        {
            message = failure is null ? new Status.Failure(e) : failure(e);
        }

        if (message is not null)
        {
            recipient.Tell(message, sender);
        }
    }
}
