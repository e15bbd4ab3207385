namespace ActorTrading.Actors.Persistence;

internal sealed class PendingHandler<TEvent> : PendingInvocation
{
    public required Action<TEvent>? Handler { get; set; }

    public override void Run() => Handler?.Invoke((TEvent)Payload);

    public override bool TryClear()
    {
        Sender = null;
        Payload = null!;
        Handler = null;
        return true;
    }
}
