using System.Diagnostics.CodeAnalysis;

namespace ActorTrading.Actors;

/// <summary>Place of an actor in the tree. The uid tells incarnations of the same place apart and takes part in equality of refs, not of paths.</summary>
public sealed class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    private const string AllowedSymbols = "-_.*$+:@&=,!~';()";
    private string? _text;

    internal ActorPath(Address address)
    {
        Address = address;
        Parent = this;
        Name = "/";
    }

    internal ActorPath(ActorPath parent, string name, long uid)
    {
        Address = parent.Address;
        Parent = parent;
        Name = name;
        Uid = uid;
        Depth = parent.Depth + 1;
    }

    public Address Address { get; }

    public string Name { get; }

    /// <summary>0 when undefined.</summary>
    public long Uid { get; }

    /// <summary>The root is its own parent.</summary>
    public ActorPath Parent { get; }

    /// <summary>0 for the root.</summary>
    public int Depth { get; }

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
    public IReadOnlyList<string> Elements
    {
        get
        {
            var names = new string[Depth];
            for (var path = this; path.Depth > 0; path = path.Parent)
            {
                names[path.Depth - 1] = path.Name;
            }

            return names;
        }
    }

    public static ActorPath operator /(ActorPath path, string name)
    {
        var hash = name.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? new ActorPath(path, name, 0) : new ActorPath(path, name[..hash], long.Parse(name.AsSpan(hash + 1)));
    }

    public static ActorPath operator /(ActorPath path, IEnumerable<string> names) => names.Aggregate(path, static (p, n) => p / n);

    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    public static bool operator <(ActorPath left, ActorPath right) => left.CompareTo(right) < 0;

    public static bool operator <=(ActorPath left, ActorPath right) => left.CompareTo(right) <= 0;

    public static bool operator >(ActorPath left, ActorPath right) => left.CompareTo(right) > 0;

    public static bool operator >=(ActorPath left, ActorPath right) => left.CompareTo(right) >= 0;

    /// <summary>
    /// May <paramref name="s"/> name an actor? ASCII letters, digits and <c>-_.*$+:@&amp;=,!~';()</c>, not starting with <c>$</c>;
    /// anything else as <c>%</c> and two hexadecimal digits.
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
            else if (!IsAllowed(s[i]))
            {
                return false;
            }
        }

        return true;
    }

    public static bool TryParse(string path, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0)
        {
            return false;
        }

        var authority = path[(scheme + 3)..];
        var slash = authority.IndexOf('/', StringComparison.Ordinal);
        var elements = slash < 0 ? string.Empty : authority[(slash + 1)..];
        authority = slash < 0 ? authority : authority[..slash];
        if (!TryParseAddress(path[..scheme], authority, out var address))
        {
            return false;
        }

        actorPath = new ActorPath(address) / elements.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return true;
    }

    /// <exception cref="UriFormatException">The text is no actor path.</exception>
    public static ActorPath Parse(string path) => TryParse(path, out var result)
        ? result
        : throw new UriFormatException($"Cannot parse '{path}' as an actor path; right would be akka://system/user/name.");

    public string ToStringWithoutAddress() => Depth == 0 ? "/" : "/" + string.Join('/', Elements);

    public string ToStringWithUid() => Uid == 0 ? ToString() : $"{ToString()}#{Uid}";

    public string ToSerializationFormat() => ToStringWithUid();

    public override string ToString() => _text ??= Address + ToStringWithoutAddress();

    public bool Equals(ActorPath? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || Depth != other.Depth)
        {
            return false;
        }

        return Depth == 0
            ? Address == other.Address
            : string.Equals(Name, other.Name, StringComparison.Ordinal) && Parent.Equals(other.Parent);
    }

    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    public override int GetHashCode() => Depth == 0 ? Address.GetHashCode() : HashCode.Combine(Parent, Name);

    public int CompareTo(ActorPath? other) => string.CompareOrdinal(ToString(), other?.ToString());

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || AllowedSymbols.Contains(c, StringComparison.Ordinal);

    private static bool TryParseAddress(string protocol, string authority, [NotNullWhen(true)] out Address? address)
    {
        address = null;
        if (authority.Length == 0)
        {
            return false;
        }

        var at = authority.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            address = new Address(protocol, authority);
            return true;
        }

        var colon = authority.LastIndexOf(':');
        if (colon < at || !int.TryParse(authority.AsSpan(colon + 1), out var port))
        {
            return false;
        }

        address = new Address(protocol, authority[..at], authority[(at + 1)..colon], port);
        return true;
    }
}
