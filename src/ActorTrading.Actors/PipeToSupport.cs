using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>Brings the outcome of a task back as a message.</summary>
public static class PipeToSupport
{
    /// <summary>Sends the result, or <see cref="Status.Failure"/> when the task failed.</summary>
    public static Task PipeTo<T>(
        this Task<T> taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<T, object>? success = null, Func<Exception, object>? failure = null)
    {
        sender ??= ActorCell.CurrentSelfOrNoSender;
        return Futures.SystemOf(recipient) is { OwnsContinuations: true } system
            ? StartOn(system.Continuations, () => PipeAsync(taskToPipe, recipient, sender, success, failure, comesBack: true))
            : PipeAsync(taskToPipe, recipient, sender, success, failure, comesBack: false);
    }

    /// <summary>Sends the result of <paramref name="success"/> (nothing without it), or <see cref="Status.Failure"/>.</summary>
    public static Task PipeTo(
        this Task taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<object>? success = null, Func<Exception, object>? failure = null)
    {
        sender ??= ActorCell.CurrentSelfOrNoSender;
        return Futures.SystemOf(recipient) is { OwnsContinuations: true } system
            ? StartOn(system.Continuations, () => PipeAsync(taskToPipe, recipient, sender, success, failure, comesBack: true))
            : PipeAsync(taskToPipe, recipient, sender, success, failure, comesBack: false);
    }

    private static Task StartOn(TaskScheduler scheduler, Func<Task> pipe) =>
        Task.Factory.StartNew(pipe, CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap();

    private static async Task PipeAsync<T>(
        Task<T> task, ICanTell recipient, IActorRef? sender, Func<T, object>? success, Func<Exception, object>? failure, bool comesBack)
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
        Task task, ICanTell recipient, IActorRef? sender, Func<object>? success, Func<Exception, object>? failure, bool comesBack)
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
