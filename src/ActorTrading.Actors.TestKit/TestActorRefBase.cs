using System.Diagnostics.CodeAnalysis;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.TestKit;

/// <summary>Reference to an actor that runs on the calling thread, with access to its instance. Can be used wherever a reference can.</summary>
[SuppressMessage("Design", "CA1036", Justification = "References are ordered for collections; operators on them would compare what looks like objects.")]
public abstract class TestActorRefBase<TActor> : IInternalActorRef, IActorRefFacade
    where TActor : ActorBase
{
    private readonly LocalActorRef _target;

    /// <param name="supervisor">Parent of the actor. Null: the user guardian.</param>
    /// <param name="name">Null: a free one that begins with $$.</param>
    protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    {
        var props = actorProps.Dispatcher.Length > 0 ? actorProps : actorProps.WithDispatcher(new CallingThreadDispatcher());
        var parent = (supervisor is null ? (LocalActorRef)((ActorSystemImpl)system).Guardian : ParentOf(supervisor)).Cell;
        _target = (LocalActorRef)(name is null ? parent.AnyNameActorOf(props, FreeName(system)) : parent.ActorOf(props, name));
    }

    /// <summary>The actor as a reference without access to its instance; equal to this one.</summary>
    public IActorRef Ref => _target;

    /// <inheritdoc/>
    public ActorPath Path => _target.Path;

    /// <summary>The instance of this moment: another one after a restart.</summary>
    /// <exception cref="IllegalActorStateException">There is none: its constructor failed, or it has stopped.</exception>
    public TActor UnderlyingActor => (TActor)(_target.Cell.Instance
        ?? throw new IllegalActorStateException($"{_target} has no instance at this moment: it was not created, failed to be, or has stopped."));

    InternalActorRef IActorRefFacade.Target => _target;

    /// <summary>As <see cref="Equals(IActorRef)"/>, from both sides.</summary>
    public static bool operator ==(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) =>
        testActorRef is null ? actorRef is null : testActorRef.Equals(actorRef);

    /// <summary>Not the same incarnation of one actor; two nulls are the same.</summary>
    public static bool operator !=(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) => !(testActorRef == actorRef);

    /// <inheritdoc cref="op_Equality(TestActorRefBase{TActor}, IActorRef)"/>
    public static bool operator ==(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) => testActorRef == actorRef;

    /// <inheritdoc cref="op_Inequality(TestActorRefBase{TActor}, IActorRef)"/>
    public static bool operator !=(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) => !(testActorRef == actorRef);

    /// <summary>Runs the current behaviour for one message now, past the mailbox; what it throws comes to the caller and to no supervisor.</summary>
    public void Receive(object message, IActorRef? sender = null)
    {
        _ = UnderlyingActor;
        _target.Cell.ReceiveDirectly(message, sender);
    }

    /// <summary>Under the sender that is implied where the call is made.</summary>
    public void Tell(object message) => ActorRefImplicitSenderExtensions.Tell(_target, message);

    /// <summary>Passes a message on under the sender of the message at hand; outside of an actor's turn without one.</summary>
    public void Forward(object message) => _target.Forward(message);

    /// <inheritdoc/>
    /// <remarks>Handled when this returns, unless its props name a dispatcher or the actor is at work already.</remarks>
    public void Tell(object message, IActorRef? sender) => _target.Tell(message, sender);

    /// <summary>The actor watches <paramref name="subject"/>.</summary>
    public void Watch(IActorRef subject) => _target.Cell.Watch(subject);

    /// <summary>
    /// Ends the watch; its <see cref="Terminated"/> does not come any more, not even when it is in the mailbox already. Not to be called while
    /// the actor is at work on another thread.
    /// </summary>
    public void Unwatch(IActorRef subject) => _target.Cell.Unwatch(subject);

    /// <summary>The same incarnation of one actor, by path and uid, whatever kind of reference the other is.</summary>
    public bool Equals(IActorRef? other) => _target.Equals(other);

    /// <summary>The same incarnation of one actor, by path and uid, whatever kind of reference the other is. False for what is no reference.</summary>
    public override bool Equals(object? obj) => _target.Equals(obj);

    /// <summary>Agrees with <see cref="Equals(IActorRef)"/>: the same for every reference to that incarnation.</summary>
    public override int GetHashCode() => _target.GetHashCode();

    /// <summary>By path, then by uid; null comes first.</summary>
    public int CompareTo(IActorRef? other) => _target.CompareTo(other);

    /// <summary>The path and uid in brackets, as every reference prints itself.</summary>
    public override string ToString() => _target.ToString();

    private static string FreeName(ActorSystem system) => $"$${system.Extension(static _ => new TestActorNames()).Next()}";

    private static LocalActorRef ParentOf(IActorRef supervisor) => InternalActorRef.Of(supervisor) as LocalActorRef
        ?? throw new ArgumentException($"{supervisor} is no actor of this kernel that could have children.", nameof(supervisor));
}
