using Npgsql;

namespace ActorTrading.Storage.PostgreSql;

/// <summary>Which database is used, and how.</summary>
public record PostgreSqlOptions
{
    /// <summary>As Npgsql reads it, for example <c>Host=db;Port=5432;Database=trading;Username=node</c>. Its pool size bounds the connections of one store; its user needs the right to create the schema unless that exists.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Kept apart so that the connection string can be shown. Null: whatever the connection string or the server's trust gives.</summary>
    public string? Password { get; init; }

    /// <summary>The schema that holds the tables; created if missing. Lower-case letters, digits and underscores, at most 63. Default actortrading.</summary>
    public string Schema { get; init; } = "actortrading";

    /// <summary>How long one statement may take before it counts as failed. Default 30 s; up to an hour.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A connection string of its parts, which may hold any character.</summary>
    /// <param name="host">A name, an address, or the folder of a Unix socket.</param>
    public static string ConnectionStringOf(string host, int port, string database, string user) =>
        new NpgsqlConnectionStringBuilder { Host = host, Port = port, Database = database, Username = user }.ConnectionString;

    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public virtual void Validate()
    {
        if (string.IsNullOrWhiteSpace(ConnectionString))
        {
            throw new ArgumentException("ConnectionString is empty: name the server, for example Host=db;Database=trading;Username=node.", nameof(ConnectionString));
        }

        if (Parse().Host is null or "")
        {
            throw new ArgumentException("ConnectionString names no Host: add for example Host=localhost.", nameof(ConnectionString));
        }

        if (!IsName(Schema))
        {
            throw new ArgumentException($"Schema is '{Schema}': it must be of lower-case letters, digits and underscores, begin with no digit, and have at most 63 characters.", nameof(Schema));
        }

        if (StatementTimeout < TimeSpan.FromSeconds(1) || StatementTimeout > TimeSpan.FromHours(1))
        {
            throw new ArgumentOutOfRangeException(nameof(StatementTimeout), StatementTimeout, "StatementTimeout must be from 1 second to 1 hour.");
        }
    }

    internal NpgsqlConnectionStringBuilder Parse()
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(ConnectionString);
            if (Password is not null)
            {
                settings.Password = Password;
            }

            return settings;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // The text may hold a password, so that only the parser's own words are repeated.
            throw new ArgumentException($"ConnectionString cannot be read: {e.Message}", nameof(ConnectionString), e);
        }
    }

    protected static void Positive(long value, string name) => ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 63 && !char.IsAsciiDigit(text[0]) && text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
