namespace ActorTrading.Actors.Persistence;

internal sealed class PendingHandler<TEvent>(TEvent evt, Action<TEvent>? handler) : PendingInvocation
{
    public override void Run() => handler?.Invoke(evt);
}
