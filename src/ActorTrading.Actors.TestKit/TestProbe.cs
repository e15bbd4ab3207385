using System.Diagnostics.CodeAnalysis;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.TestKit;

/// <summary>An actor with expectations of its own. Can be used wherever an actor's reference can; never the implicit sender of a test.</summary>
[SuppressMessage("Design", "CA1036", Justification = "References are ordered for collections; operators on them would compare what looks like objects.")]
public sealed class TestProbe : TestKitBase, INoImplicitSender, IInternalActorRef, IActorRefFacade
{
    /// <summary>A probe in that system; it ends with the system.</summary>
    /// <param name="testProbeName">Null: a free one.</param>
    /// <param name="assertions">How the test is failed. Null: with <see cref="AssertionException"/>.</param>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    public TestProbe(ActorSystem system, TestKitSettings? settings = null, string? testProbeName = null, ITestKitAssertions? assertions = null)
        : base(system, settings, testProbeName, assertions)
    {
    }

    /// <summary>The probe's actor as a plain reference; equal to the probe.</summary>
    public IActorRef Ref => TestActor;

    /// <summary>Who sent the message seen last; dead letters when it came from nobody.</summary>
    public IActorRef Sender => LastSender ?? Sys.DeadLetters;

    InternalActorRef IActorRefFacade.Target => (InternalActorRef)TestActor;

    /// <inheritdoc/>
    /// <remarks>Can be expected when this returns, unless another thread is just telling it something: then when that is done.</remarks>
    public void Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    /// <summary>Tells <paramref name="actor"/> with the probe as sender.</summary>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Passes the message seen last on under its sender.</summary>
    public void Forward(IActorRef actor) => Forward(actor, LastMessage!);

    /// <summary>Tells <paramref name="actor"/> under the sender of the message seen last.</summary>
    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    /// <summary>Tells the sender of the message seen last, with the probe as sender; to dead letters when it came from nobody.</summary>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    /// <summary>The same incarnation of one actor, by path and uid, whatever kind of reference the other is.</summary>
    public bool Equals(IActorRef? other) => TestActor.Equals(other);

    /// <summary>The same incarnation of one actor, by path and uid, whatever kind of reference the other is. False for what is no reference.</summary>
    public override bool Equals(object? obj) => TestActor.Equals(obj);

    /// <summary>Agrees with <see cref="Equals(IActorRef)"/>: the same as that of <see cref="Ref"/>.</summary>
    public override int GetHashCode() => TestActor.GetHashCode();

    /// <summary>By path, then by uid; null comes first.</summary>
    public int CompareTo(IActorRef? other) => TestActor.CompareTo(other);

    /// <summary>The reference of its actor, marked as a probe.</summary>
    public override string ToString() => $"TestProbe({TestActor})";
}
