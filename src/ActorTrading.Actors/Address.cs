using System.Diagnostics.CodeAnalysis;

namespace ActorTrading.Actors;

/// <summary>Where an actor system is reached: protocol and name, with host and port when it is remote. The host is kept in lower case.</summary>
public sealed record Address(string Protocol, string System, string? Host = null, int? Port = null) : IComparable<Address>
{
    /// <summary>Stands for every system.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    /// <summary>In lower case; null when there is nothing to connect to, as for a system that is reached within its process only.</summary>
    public string? Host { get; init; } = Host?.ToLowerInvariant();

    /// <summary>Orders as <see cref="CompareTo"/>.</summary>
    public static IComparer<Address> Comparer => Comparer<Address>.Default;

    /// <summary>No host: the address means something in its own process only.</summary>
    public bool HasLocalScope => string.IsNullOrEmpty(Host);

    /// <summary>There is a host: the address means the same everywhere.</summary>
    public bool HasGlobalScope => !HasLocalScope;

    /// <summary>Orders as <see cref="CompareTo"/>; the left side must not be null.</summary>
    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="operator &lt;(Address, Address)"/>
    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="operator &lt;(Address, Address)"/>
    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="operator &lt;(Address, Address)"/>
    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;

    /// <summary>From <c>akka://system</c> or <c>akka.tcp://system@host:port</c>; a path behind it is left out.</summary>
    /// <exception cref="UriFormatException">The text is no address.</exception>
    public static Address Parse(string address) => TryParse(address, out var result)
        ? result
        : throw new UriFormatException($"Can not parse an Address: '{address}'; right would be akka://system or akka://system@host:port.");

    /// <summary>As <see cref="Parse"/>, but false, with null, when the text is no address.</summary>
    public static bool TryParse(string path, [NotNullWhen(true)] out Address? address) => TrySplit(path, out address, out _);

    /// <param name="span">An address, with a path behind it or not.</param>
    /// <param name="address">Null when the text is none.</param>
    /// <param name="absolutUri">The path, from its first slash on; a slash when there is none.</param>
    public static bool TryParse(ReadOnlySpan<char> span, [NotNullWhen(true)] out Address? address, out ReadOnlySpan<char> absolutUri)
    {
        absolutUri = default;
        if (!TrySplit(span.ToString(), out address, out var rest))
        {
            return false;
        }

        absolutUri = $"/{rest}";
        return true;
    }

    /// <summary>A copy with another protocol; it is taken as it is.</summary>
    public Address WithProtocol(string protocol) => this with { Protocol = protocol };

    /// <summary>A copy for another system; the name is taken as it is.</summary>
    public Address WithSystem(string system) => this with { System = system };

    /// <summary>A copy with another host, in lower case; null takes the host out and leaves the port.</summary>
    public Address WithHost(string? host = null) => this with { Host = host?.ToLowerInvariant() };

    /// <summary>A copy with another port; null takes it out.</summary>
    public Address WithPort(int? port = null) => this with { Port = port };

    /// <summary>Everything but the protocol.</summary>
    public string HostPort() => Host is null ? System : Port is { } port ? $"{System}@{Host}:{port}" : $"{System}@{Host}";

    /// <summary>By protocol, system, host and port.</summary>
    public int CompareTo(Address? other)
    {
        if (other is null)
        {
            return 1;
        }

        var result = string.CompareOrdinal(Protocol, other.Protocol);
        result = result != 0 ? result : string.CompareOrdinal(System, other.System);
        result = result != 0 ? result : string.CompareOrdinal(Host ?? string.Empty, other.Host ?? string.Empty);
        return result != 0 ? result : (Port ?? 0).CompareTo(other.Port ?? 0);
    }

    /// <summary>
    /// Protocol and <see cref="HostPort"/>, such as <c>akka.tcp://system@host:2552</c>; <see cref="Parse"/> reads it when it has both host
    /// and port, or neither.
    /// </summary>
    public override string ToString() => $"{Protocol}://{HostPort()}";

    internal static bool TrySplit(string path, [NotNullWhen(true)] out Address? address, out string rest)
    {
        address = null;
        rest = string.Empty;
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || !path.StartsWith("akka", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var authority = path[(scheme + 3)..];
        var slash = authority.IndexOf('/', StringComparison.Ordinal);
        (authority, rest) = slash < 0 ? (authority, string.Empty) : (authority[..slash], authority[(slash + 1)..]);
        address = FromAuthority(path[..scheme].ToLowerInvariant(), authority);
        return address is not null;
    }

    private static Address? FromAuthority(string protocol, string authority)
    {
        var at = authority.IndexOf('@', StringComparison.Ordinal);
        var colon = authority.LastIndexOf(':');
        if (at < 0)
        {
            return authority.Length > 0 ? new Address(protocol, authority) : null;
        }

        return at > 0 && colon > at + 1 && ushort.TryParse(authority.AsSpan(colon + 1), out var port)
            ? new Address(protocol, authority[..at], authority[(at + 1)..colon], port)
            : null;
    }
}
