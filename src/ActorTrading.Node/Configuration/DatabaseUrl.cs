namespace ActorTrading.Node.Configuration;

/// <summary>
/// A database as one address: <c>postgresql://user:password@host:port/name?schema=market</c>, with user, password, port and schema optional,
/// <c>sqlite:///market.db</c> for a file relative to the data directory, or <c>sqlite:////var/lib/market.db</c> for a full path.
/// </summary>
internal static class DatabaseUrl
{
    public const string Form = "empty, \"postgresql://user:password@host:5432/name?schema=market\" with special characters percent-encoded, or \"sqlite:///market.db\" (four slashes for a full path)";
    public const string SchemaForm = "a name of lower-case letters, digits and underscores that begins with no digit and has at most 63 characters";
    private const int DefaultPort = 5432;
    private const string Sqlite = "sqlite:///";

    public static bool IsValid(string text)
    {
        if (text.Length == 0)
        {
            return true;
        }

        if (text.StartsWith(Sqlite, StringComparison.Ordinal))
        {
            return !string.IsNullOrWhiteSpace(text[Sqlite.Length..]) && !text.Contains('?', StringComparison.Ordinal);
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address is { Scheme: "postgresql" or "postgres", Host.Length: > 0, Port: -1 or > 0, Fragment: "" }
            && NameOf(address) is { Length: > 0 } name && !name.Contains('/', StringComparison.Ordinal)
            && (address.Query.Length == 0 || SchemaOf(address) is not null);
    }

    /// <param name="url">Valid and not empty.</param>
    /// <param name="section">Gives what the address leaves out: user, password and schema.</param>
    public static DatabaseOptions Apply(string url, DatabaseOptions section)
    {
        if (url.StartsWith(Sqlite, StringComparison.Ordinal))
        {
            return section with { Kind = DatabaseKind.Sqlite, File = Uri.UnescapeDataString(url[Sqlite.Length..]) };
        }

        var address = new Uri(url);
        var user = address.UserInfo.Split(':', 2);
        return section with
        {
            Kind = DatabaseKind.PostgreSql,
            Host = address.Host.Trim('[', ']'),
            Port = address.Port == -1 ? DefaultPort : address.Port,
            Name = NameOf(address),
            User = user[0].Length == 0 ? section.User : Uri.UnescapeDataString(user[0]),
            Password = user.Length == 2 ? Uri.UnescapeDataString(user[1]) : section.Password,
            Schema = SchemaOf(address) ?? section.Schema,
        };
    }

    public static bool IsSchema(string text) =>
        text.Length is > 0 and <= 63 && !char.IsAsciiDigit(text[0]) && text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static string NameOf(Uri address) => Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/'));

    private static string? SchemaOf(Uri address)
    {
        const string Key = "?schema=";
        return address.Query.StartsWith(Key, StringComparison.Ordinal) && address.Query[Key.Length..] is var schema && IsSchema(schema) ? schema : null;
    }
}
