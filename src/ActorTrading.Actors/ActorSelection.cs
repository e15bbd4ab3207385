using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors;

/// <summary>
/// A path, with patterns if wanted, that messages are sent along; resolved anew for each message, on the sender's thread, so order per sender
/// and receiver is kept. What finds nobody becomes a dead letter, except behind a pattern that fits several.
/// </summary>
public sealed class ActorSelection : ICanTell, IEquatable<ActorSelection>
{
    private readonly string[] _elements;
    private readonly InternalActorRef? _start;

    /// <param name="anchor">Where the path begins.</param>
    /// <param name="path">Names, patterns with <c>*</c> and <c>?</c>, and <c>..</c>, separated by <c>/</c>; empty for the anchor itself.</param>
    public ActorSelection(IActorRef anchor, string path)
        : this(anchor, path.Split('/'))
    {
    }

    /// <inheritdoc cref="ActorSelection(IActorRef, string)"/>
    /// <param name="elements">The parts of the path; empty ones are left out.</param>
    /// <exception cref="ArgumentException">The anchor is no actor of this kernel, and there is a path below it.</exception>
    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        ArgumentNullException.ThrowIfNull(anchor);
        Anchor = anchor;
        _elements = [.. elements.Where(static e => e.Length > 0)];
        _start = InternalActorRef.Of(anchor);
        if (_start is null && _elements.Length > 0)
        {
            throw new ArgumentException($"{anchor} is no actor of this kernel: nothing can be selected below it.", nameof(anchor));
        }
    }

    /// <summary>Where the path begins.</summary>
    public IActorRef Anchor { get; }

    /// <summary>The elements after the anchor, each behind a slash.</summary>
    public string PathString => "/" + string.Join('/', _elements);

    /// <summary>Tells with the actor whose turn this is as the sender, or none outside of an actor.</summary>
    public void Tell(object message) => Tell(message, null);

    /// <summary>Delivers to everybody the path fits.</summary>
    /// <param name="message">Not null.</param>
    /// <param name="sender">Null: the actor whose turn this is, or none outside of an actor.</param>
    public void Tell(object message, IActorRef? sender)
    {
        if (message is null)
        {
            throw new InvalidMessageException("Message is null");
        }

        sender ??= ActorCell.CurrentSelfOrNoSender;
        if (_elements.Length == 0)
        {
            Anchor.Tell(message, sender);
        }
        else
        {
            Deliver(_start!, 0, message, sender, isOneOfMany: false);
        }
    }

    /// <summary>The one actor at this place; with a pattern the first that answers.</summary>
    /// <exception cref="ActorNotFoundException">Nobody answered in time (in the task).</exception>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <inheritdoc cref="ResolveOne(TimeSpan)"/>
    /// <exception cref="ActorNotFoundException">Nobody answered in time, or <paramref name="ct"/> was cancelled (in the task).</exception>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
            return identity.Subject ?? throw new ActorNotFoundException("subject was null");
        }
        catch (Exception e)
        {
            throw new ActorNotFoundException($"Exception occurred while resolving ActorSelection: nobody found at {this}", e);
        }
    }

    /// <summary>Two selections are equal when their anchors and all elements of their paths are, upper and lower case told apart.</summary>
    public bool Equals(ActorSelection? other) =>
        other is not null && Anchor.Equals(other.Anchor) && _elements.SequenceEqual(other._elements, StringComparer.Ordinal);

    /// <inheritdoc cref="Equals(ActorSelection)"/>
    public override bool Equals(object? obj) => Equals(obj as ActorSelection);

    /// <summary>From the anchor and the path.</summary>
    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    /// <summary>The anchor, with its uid, and the path, for logs.</summary>
    public override string ToString() => $"ActorSelection[Anchor({Anchor.Path.ToStringWithUid()}), Path({PathString})]";

    private void Deliver(InternalActorRef at, int index, object message, IActorRef? sender, bool isOneOfMany)
    {
        if (index == _elements.Length)
        {
            at.Tell(message, sender);
            return;
        }

        var element = _elements[index];
        if (element == "..")
        {
            Deliver(at.Parent is LocalActorRef parent ? parent : at, index + 1, message, sender, isOneOfMany);
            return;
        }

        var found = element.AsSpan().ContainsAny('*', '?') ? Matching(at, element) : at.GetSingleChild(element) is { } child ? [child] : [];
        if (found.Count == 0 && !isOneOfMany)
        {
            NotFound(at, index, message, sender);
        }

        foreach (var next in found)
        {
            Deliver(next, index + 1, message, sender, isOneOfMany || found.Count > 1);
        }
    }

    private static List<InternalActorRef> Matching(InternalActorRef at, string pattern) =>
        [.. at.GetChildRefs().Where(c => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, c.Path.Name, ignoreCase: false))];

    private void NotFound(InternalActorRef at, int index, object message, IActorRef? sender)
    {
        var deadLetters = at switch
        {
            LocalActorRef local => local.Cell.SystemImpl.DeadLettersRef,
            DeadLetterRef dead => dead,
            EmptyActorRef empty => empty.DeadLetters,
            _ => null,
        };
        deadLetters?.Publish(message, sender, new EmptyActorRef(at.Path / _elements[index..], deadLetters));
    }
}
