using System.Diagnostics.CodeAnalysis;

namespace ActorTrading.Actors;

/// <summary>What references have in common. A reference of one's own needs a path and says where messages go; nobody supervises or watches it.</summary>
[SuppressMessage("Design", "CA1036", Justification = "References are ordered for collections; operators on them would compare what looks like objects.")]
public abstract class ActorRefBase : IActorRef
{
    /// <inheritdoc/>
    public abstract ActorPath Path { get; }

    /// <summary>Never blocks and never fails for the receiver's sake.</summary>
    /// <param name="sender">Null: none.</param>
    public virtual void Tell(object message, IActorRef? sender) => TellInternal(message, sender);

    /// <summary>Equal when path and uid are.</summary>
    public bool Equals(IActorRef? other) =>
        ReferenceEquals(this, other) || (other is not null && Path.Uid == other.Path.Uid && Path.Equals(other.Path));

    /// <inheritdoc cref="Equals(IActorRef)"/>
    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj) || (obj is IActorRef other && Equals(other));

    /// <summary>From the uid and the last name, so equal references have equal codes.</summary>
    public override int GetHashCode() => HashCode.Combine(Path.Uid, Path.Name);

    /// <summary>By path, then by uid.</summary>
    public int CompareTo(IActorRef? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byPath = Path.CompareTo(other.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    /// <summary>The path in brackets, with the uid where there is one.</summary>
    public override string ToString() => Path.Uid == 0 ? $"[{Path}]" : $"[{Path}#{Path.Uid}]";

    /// <summary>
    /// Where <see cref="Tell"/> ends, on the sender's thread. Null messages come here too: <see cref="InvalidMessageException"/> is the
    /// answer to those.
    /// </summary>
    protected abstract void TellInternal(object message, IActorRef? sender);
}
