using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>A path, with patterns if wanted, that messages are sent along; resolved anew for each message.</summary>
public sealed class ActorSelection : ICanTell, IEquatable<ActorSelection>
{
    private readonly string[] _elements;

    internal ActorSelection(InternalActorRef anchor, IEnumerable<string> elements)
    {
        AnchorRef = anchor;
        _elements = [.. elements];
    }

    public IActorRef Anchor => AnchorRef;

    public string PathString => "/" + string.Join('/', _elements);

    private InternalActorRef AnchorRef { get; }

    public void Tell(object message, IActorRef? sender)
    {
        if (message is null)
        {
            throw new InvalidMessageException("Message is null");
        }

        Deliver(AnchorRef, 0, message, sender);
    }

    /// <summary>Tells with the actor whose turn this is as the sender.</summary>
    public void Tell(object message) => Tell(message, ActorCell.CurrentSelfOrNoSender);

    /// <summary>The one actor at this place.</summary>
    /// <exception cref="ActorNotFoundException">Nobody answered in time.</exception>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(this), timeout, ct);
            return identity.Subject ?? throw new ActorNotFoundException($"subject was null: nobody lives at {this}");
        }
        catch (AskTimeoutException e)
        {
            throw new ActorNotFoundException($"Nobody answered at {this}", e);
        }
    }

    public bool Equals(ActorSelection? other) =>
        other is not null && AnchorRef.Equals(other.AnchorRef) && _elements.SequenceEqual(other._elements, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as ActorSelection);

    public override int GetHashCode() => HashCode.Combine(AnchorRef, PathString);

    public override string ToString() => $"ActorSelection[Anchor({AnchorRef.Path}), Path({PathString})]";

    private void Deliver(InternalActorRef at, int index, object message, IActorRef? sender)
    {
        if (index == _elements.Length)
        {
            at.Tell(message, sender);
            return;
        }

        var element = _elements[index];
        if (element == "..")
        {
            Deliver(at.Parent is LocalActorRef parent ? parent : at, index + 1, message, sender);
        }
        else if (element.AsSpan().ContainsAny('*', '?'))
        {
            foreach (var child in at.GetChildRefs())
            {
                if (System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(element, child.Path.Name, ignoreCase: false))
                {
                    Deliver(child, index + 1, message, sender);
                }
            }
        }
        else if (at.GetSingleChild(element) is { } child)
        {
            Deliver(child, index + 1, message, sender);
        }
        else
        {
            NotFound(at, index, message, sender);
        }
    }

    private void NotFound(InternalActorRef at, int index, object message, IActorRef? sender)
    {
        var path = at.Path / _elements[index..];
        if (message is Identify identify)
        {
            sender?.Tell(new ActorIdentity(identify.MessageId, null), at);
        }
        else if (at is LocalActorRef local)
        {
            local.Cell.SystemImpl.DeadLettersRef.Publish(message, sender, new EmptyActorRef(path, local.Cell.SystemImpl.DeadLettersRef));
        }
    }
}
