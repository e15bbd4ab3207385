using ActorTrading.Actors.Dispatch;

namespace ActorTrading.Actors.Internal;

internal sealed class LocalActorRef : InternalActorRef
{
    internal readonly ActorCell Cell;

    // Beside the cell, which its turns write to with every message: a sender would wait for that memory.
    private readonly MessageQueue? _queue;

    internal LocalActorRef(ActorSystemImpl system, Props props, InternalActorRef supervisor, ActorPath path)
    {
        Path = path;
        Parent = supervisor;
        Cell = new ActorCell(system, this, props);
        _queue = Cell.PlainQueue;
    }

    public override ActorPath Path { get; }

    public override InternalActorRef Parent { get; }

    public override bool IsTerminated => Cell.IsClosed;

    public override void Tell(object message, IActorRef? sender)
    {
        if (_queue is { } queue && message is not null)
        {
            Cell.Enqueue(queue, message, sender);
        }
        else
        {
            Cell.SendMessage(message!, sender);
        }
    }

    public override void SendSystemMessage(SystemMessage message) => Cell.SendSystemMessage(message);

    public override void Stop() => Cell.SendSystemMessage(new SystemMessage.Terminate());

    public override InternalActorRef? GetSingleChild(string name)
    {
        if (Path.Depth == 0 && name == "deadLetters")
        {
            return Cell.SystemImpl.DeadLettersRef;
        }

        var hash = name.IndexOf('#', StringComparison.Ordinal);
        var child = Cell.FindChild(hash < 0 ? name : name[..hash]);
        return child is null || (hash >= 0 && (!long.TryParse(name.AsSpan(hash + 1), out var uid) || child.Path.Uid != uid)) ? null : child;
    }

    public override IReadOnlyList<InternalActorRef> GetChildRefs() => Cell.ChildRefs();
}
