namespace ActorTrading.Actors;

/// <summary>Tells paths that start somewhere from whole ones.</summary>
public static class RelativeActorPath
{
    /// <summary>The elements between the slashes, a <c>#uid</c> kept where it stands; null when the text is a whole path or no path at all.</summary>
    public static IEnumerable<string>? Unapply(string addr)
    {
        ArgumentNullException.ThrowIfNull(addr);
        return Uri.TryCreate(addr, UriKind.Relative, out _) ? addr.Split('/') : null;
    }
}
