using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace ActorTrading.Storage.Sqlite;

/// <summary>
/// Which SQLite is used: the system's <c>libsqlite3.so.0</c>, which gets security updates, else the bundled one.
/// SQLitePCLRaw makes the calls, so whatever else builds on it, such as Microsoft.Data.Sqlite, uses the same library.
/// </summary>
public static class SqliteLibrary
{
    private const string Name = "e_sqlite3";

    private static readonly Lazy<nint> System = new(LoadSystem);

    /// <summary>The version of the SQLite in use, for example <c>3.40.1</c>.</summary>
    public static string Version => raw.sqlite3_libversion().utf8_to_string() ?? "unknown";

    /// <summary>Whether the system's library is in use rather than the bundled one.</summary>
    public static bool IsSystem => System.Value != 0;

#pragma warning disable CA2255 // The provider must be set before anyone's first call, and only this project knows which one.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Initialize()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
    }

    /// <summary>0 lets the runtime look for the bundled library in its usual way.</summary>
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) =>
        string.Equals(name, Name, StringComparison.Ordinal) ? System.Value : 0;

    private static nint LoadSystem() => OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libsqlite3.so.0", out var handle) ? handle : 0;
}
