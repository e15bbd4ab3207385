namespace ActorTrading.Actors.Internal;

/// <summary>An object that stands for an actor without being its reference; equal to it.</summary>
internal interface IActorRefFacade : IInternalActorRef
{
    InternalActorRef Target { get; }

    ActorPath IActorRef.Path => Target.Path;

    IInternalActorRef IInternalActorRef.Parent => ((IInternalActorRef)Target).Parent;

    bool IInternalActorRef.IsTerminated => Target.IsTerminated;

    bool IInternalActorRef.IsLocal => Target.IsLocal;

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Target.GetChild(name);

    void IInternalActorRef.Stop() => Target.Stop();

    void IInternalActorRef.Suspend() => Target.Suspend();

    void IInternalActorRef.Resume(Exception? causedByFailure) => Target.Resume(causedByFailure);

    void IInternalActorRef.Restart(Exception cause) => Target.Restart(cause);
}
