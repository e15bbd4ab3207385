namespace ActorTrading.Actors;

/// <summary>Top of a tree of actors: an address and <c>/</c>.</summary>
public sealed class RootActorPath : ActorPath
{
    /// <summary>The top of the tree at that address.</summary>
    /// <param name="name">Empty for the root guardian; a name never shows in the path's text.</param>
    public RootActorPath(Address address, string name = "")
        : base(name, 0, 0)
    {
        ArgumentNullException.ThrowIfNull(address);
        RootAddress = address;
    }

    /// <summary>The root itself.</summary>
    public override ActorPath Parent => this;

    internal Address RootAddress { get; }

    /// <inheritdoc/>
    public override ActorPath WithUid(long uid) => uid == 0 ? this : throw new NotSupportedException($"The root path {this} has no uid; got {uid}.");
}
