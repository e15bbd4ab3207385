using System.Linq.Expressions;

namespace ActorTrading.Actors.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>An actor whose instance the test can look at. Runs on the calling thread unless its props name a dispatcher.</summary>
    /// <param name="supervisor">Its parent: a running actor of the system.</param>
    /// <param name="name">Null: a free one that begins with $$.</param>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, IActorRef supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, props, supervisor, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef, string)"/>
    /// <remarks>The user guardian is its parent.</remarks>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, string? name = null)
        where TActor : ActorBase => new(Sys, props, null, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef, string)"/>
    /// <param name="factory">A <c>new</c> of the actor; its arguments are taken now, once.</param>
    /// <remarks>Made by the expression, again at each restart.</remarks>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Expression<Func<TActor>> factory, IActorRef supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), supervisor, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef, string)"/>
    /// <param name="factory">A <c>new</c> of the actor; its arguments are taken now, once.</param>
    /// <remarks>Made by the expression, again at each restart; the user guardian is its parent.</remarks>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Expression<Func<TActor>> factory, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), null, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef, string)"/>
    /// <remarks>Made by its constructor without parameters, again at each restart.</remarks>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(IActorRef supervisor, string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.CreateBy(static () => new TActor()), supervisor, name);

    /// <inheritdoc cref="ActorOfAsTestActorRef{TActor}(Props, IActorRef, string)"/>
    /// <remarks>Made by its constructor without parameters, again at each restart; the user guardian is its parent.</remarks>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.CreateBy(static () => new TActor()), null, name);
}
