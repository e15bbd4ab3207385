namespace ActorTrading.Actors.Persistence;

/// <summary>A handler that is asynchronous, or the last of several with a callback for the end of all.</summary>
internal sealed class PendingSteps<TEvent>(TEvent evt) : PendingInvocation
{
    public Action<TEvent>? Handler { get; init; }

    public Func<TEvent, Task>? HandlerAsync { get; init; }

    public Action? OnComplete { get; init; }

    public Func<Task>? OnCompleteAsync { get; init; }

    public override bool IsAsync => HandlerAsync is not null || OnCompleteAsync is not null;

    public override void Run()
    {
        Handler?.Invoke(evt);
        OnComplete?.Invoke();
    }

    public override async Task RunAsync()
    {
        Handler?.Invoke(evt);
        if (HandlerAsync is { } handler)
        {
            await handler(evt);
        }

        OnComplete?.Invoke();
        if (OnCompleteAsync is { } onComplete)
        {
            await onComplete();
        }
    }
}
