using System.Globalization;
using System.Reflection;

namespace ActorTrading.Storage.MarketData.Migrations;

/// <summary>The migrations of one kind of database, as they are built into the program.</summary>
internal sealed class MigrationScripts
{
    private const string Up = ".up.sql";
    private const string Down = ".down.sql";

    private MigrationScripts(string folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"migrations/{folder}/";
        All =
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(Up, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => Read(assembly, prefix, name[prefix.Length..^Up.Length])),
        ];
    }

    public static MigrationScripts Sqlite { get; } = new("Sqlite");

    public static MigrationScripts PostgreSql { get; } = new("PostgreSql");

    /// <summary>Ascending from 1, without holes.</summary>
    public IReadOnlyList<Migration> All { get; }

    public int Latest => All[^1].Number;

    private static Migration Read(Assembly assembly, string prefix, string name) => new(
        int.Parse(name[..4], CultureInfo.InvariantCulture), name[5..], Text(assembly, prefix + name + Up), Text(assembly, prefix + name + Down));

    private static string Text(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The script '{resource}' is not built into the program."));
        return reader.ReadToEnd();
    }
}
