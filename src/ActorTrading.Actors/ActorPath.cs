using System.Diagnostics.CodeAnalysis;

namespace ActorTrading.Actors;

/// <summary>
/// Place of an actor in the tree. Equal when address and names are equal: the uid, which tells incarnations of the same place apart,
/// takes part in the equality of refs, not of paths.
/// </summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    private const string AllowedSymbols = "\"-_.*$+:@&=,!~';()";
    private string? _text;

    private protected ActorPath(string name, long uid, int depth)
    {
        Name = name;
        Uid = uid;
        Depth = depth;
    }

    /// <summary>That of the root: the system the actor belongs to. O(depth).</summary>
    public Address Address => ((RootActorPath)Root).RootAddress;

    /// <summary>Last element; empty for the root.</summary>
    public string Name { get; }

    /// <summary>0 when undefined.</summary>
    public long Uid { get; }

    /// <summary>The root is its own parent.</summary>
    public abstract ActorPath Parent { get; }

    /// <summary>0 for the root.</summary>
    public int Depth { get; }

    /// <summary>The topmost ancestor, itself for the root; a <see cref="RootActorPath"/>. O(depth).</summary>
    public ActorPath Root
    {
        get
        {
            var path = this;
            while (path.Depth > 0)
            {
                path = path.Parent;
            }

            return path;
        }
    }

    /// <summary>Names from the top down, the root left out.</summary>
    public IReadOnlyList<string> Elements => Names();

    /// <summary>Like <see cref="Elements"/>, the last one with <c>#uid</c> when the uid is known.</summary>
    public IReadOnlyList<string> ElementsWithUid
    {
        get
        {
            var names = Names();
            if (Uid != 0)
            {
                names[^1] += Fragment;
            }

            return names;
        }
    }

    private string Fragment => Uid == 0 ? string.Empty : $"#{Uid}";

    /// <summary>An ancestor: 0 is the root, 1 the guardian below it; -1 the parent, -2 the grandparent. Never above the root or below this.</summary>
    public ActorPath ParentOf(int depth)
    {
        var path = this;
        for (var up = depth < 0 ? -(long)depth : Depth - depth; up > 0 && path.Depth > 0; up--)
        {
            path = path.Parent;
        }

        return path;
    }

    /// <param name="path">The parent.</param>
    /// <param name="name">A name, or <c>name#uid</c>.</param>
    /// <exception cref="FormatException">What follows <c>#</c> is no number.</exception>
    public static ActorPath operator /(ActorPath path, string name)
    {
        var hash = name.IndexOf('#', StringComparison.Ordinal);
        return hash < 0
            ? new ChildActorPath(path, name, 0)
            : new ChildActorPath(path, name[..hash], long.Parse(name.AsSpan(hash + 1), System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Empty names are left out.</summary>
    public static ActorPath operator /(ActorPath path, IEnumerable<string> names) =>
        names.Where(static n => n.Length > 0).Aggregate(path, static (p, n) => p / n);

    /// <summary>Equal as by <see cref="Equals(ActorPath)"/>: addresses and names, not uids. Null equals null alone.</summary>
    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Not equal as by <see cref="Equals(ActorPath)"/>: uids do not matter.</summary>
    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    /// <summary>Orders as <see cref="CompareTo"/>; the left side must not be null.</summary>
    public static bool operator <(ActorPath left, ActorPath right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="operator &lt;(ActorPath, ActorPath)"/>
    public static bool operator <=(ActorPath left, ActorPath right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="operator &lt;(ActorPath, ActorPath)"/>
    public static bool operator >(ActorPath left, ActorPath right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="operator &lt;(ActorPath, ActorPath)"/>
    public static bool operator >=(ActorPath left, ActorPath right) => left.CompareTo(right) >= 0;

    /// <summary>
    /// May <paramref name="s"/> name an actor? ASCII letters, digits, <c>"-_.*$+:@&amp;=,!~';()</c> and <c>%</c> with two hexadecimal digits,
    /// not starting with <c>$</c>.
    /// </summary>
    public static bool IsValidPathElement(string? s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
        {
            return false;
        }

        for (var i = 0; i < s.Length; i++)
        {
            if (s[i] == '%' && i + 2 < s.Length && char.IsAsciiHexDigit(s[i + 1]) && char.IsAsciiHexDigit(s[i + 2]))
            {
                i += 2;
            }
            else if (!char.IsAsciiLetterOrDigit(s[i]) && !AllowedSymbols.Contains(s[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>From a whole path, such as <c>akka://system/user/name#4</c>. The protocol must begin with <c>akka</c>; it and the host become lower case.</summary>
    public static bool TryParse(string path, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        if (!Address.TrySplit(path, out var address, out var rest))
        {
            return false;
        }

        return TryAppend(new RootActorPath(address), rest, out actorPath);
    }

    /// <summary>From a whole path, or from one that starts at <paramref name="basePath"/>.</summary>
    public static bool TryParse(ActorPath basePath, string absoluteUri, [NotNullWhen(true)] out ActorPath? actorPath) =>
        absoluteUri.Contains("://", StringComparison.Ordinal) ? TryParse(absoluteUri, out actorPath) : TryAppend(basePath, absoluteUri, out actorPath);

    /// <summary>The address that a whole path begins with, whatever follows it. False, with null, when there is none.</summary>
    public static bool TryParseAddress(string path, [NotNullWhen(true)] out Address? address) => Address.TrySplit(path, out address, out _);

    /// <exception cref="UriFormatException">The text is no actor path.</exception>
    public static ActorPath Parse(string path) => TryParse(path, out var result)
        ? result
        : throw new UriFormatException($"Can not parse an ActorPath: '{path}'; right would be akka://system/user/name.");

    /// <summary>The same place with another uid.</summary>
    /// <exception cref="NotSupportedException">This is the root, which has none.</exception>
    public abstract ActorPath WithUid(long uid);

    /// <summary>The names, each behind a slash, such as <c>/user/name</c>; <c>/</c> for the root. Without the uid.</summary>
    public string ToStringWithoutAddress() => "/" + string.Join('/', Names());

    /// <summary>With <paramref name="address"/> in place of an own one that has no host.</summary>
    public string ToStringWithAddress(Address address) =>
        Address is { Host: not null, Port: not null } ? ToString() : address + ToStringWithoutAddress();

    /// <summary>As <see cref="ToString"/>, with <c>#uid</c> behind it when the uid is known: names one incarnation.</summary>
    public string ToStringWithUid() => ToString() + Fragment;

    /// <summary>What is stored or sent for a reference: the same as <see cref="ToStringWithUid"/>, and read back by <see cref="Parse"/>.</summary>
    public string ToSerializationFormat() => ToStringWithUid();

    /// <summary>
    /// As <see cref="ToSerializationFormat"/>, with the address in place of an own one that has no host: what another process can answer
    /// to.
    /// </summary>
    public string ToSerializationFormatWithAddress(Address address) => ToStringWithAddress(address) + Fragment;

    /// <summary>Address and names, such as <c>akka://system/user/name</c>; never the uid. Made once and kept.</summary>
    public override string ToString() => _text ??= Address + ToStringWithoutAddress();

    /// <summary>Two paths are equal when their addresses and all their names are; the uid does not matter. O(depth).</summary>
    public bool Equals(ActorPath? other)
    {
        var path = this;
        while (!ReferenceEquals(path, other))
        {
            if (other is null || path.Depth != other.Depth || !string.Equals(path.Name, other.Name, StringComparison.Ordinal))
            {
                return false;
            }

            if (path.Depth == 0)
            {
                return path.Address == other.Address;
            }

            (path, other) = (path.Parent, other.Parent);
        }

        return true;
    }

    /// <inheritdoc cref="Equals(ActorPath)"/>
    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    /// <summary>From address and names, without the uid, as equality is. O(depth).</summary>
    public override int GetHashCode() => Depth == 0 ? Address.GetHashCode() : HashCode.Combine(Parent, Name);

    /// <summary>Names from the right to the left; with fewer elements comes last.</summary>
    public int CompareTo(ActorPath? other)
    {
        if (other is null)
        {
            return 1;
        }

        var path = this;
        while (!ReferenceEquals(path, other))
        {
            if (path.Depth == 0 || other.Depth == 0)
            {
                return path.Depth == other.Depth ? string.CompareOrdinal(path.ToString(), other.ToString()) : other.Depth - path.Depth;
            }

            var byName = string.CompareOrdinal(path.Name, other.Name);
            if (byName != 0)
            {
                return byName;
            }

            (path, other) = (path.Parent, other.Parent);
        }

        return 0;
    }

    private static bool TryAppend(ActorPath start, string elements, [NotNullWhen(true)] out ActorPath? path)
    {
        path = null;
        var hash = elements.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0 && !long.TryParse(elements.AsSpan(hash + 1), out _))
        {
            return false;
        }

        path = start / elements.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return true;
    }

    private string[] Names()
    {
        var names = new string[Depth];
        for (var path = this; path.Depth > 0; path = path.Parent)
        {
            names[path.Depth - 1] = path.Name;
        }

        return names;
    }
}
