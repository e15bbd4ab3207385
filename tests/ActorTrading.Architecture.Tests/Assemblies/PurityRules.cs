namespace ActorTrading.Architecture.Tests.Assemblies;

/// <summary>What pure logic may not touch: clocks, threads, the world outside, unseeded chance.</summary>
internal static class PurityRules
{
    private static readonly string[] BannedNamespaces =
    [
        "System.IO", "System.Threading", "System.Net", "System.Diagnostics", "System.Timers", "Microsoft.Win32",
        "System.Runtime.InteropServices.Marshal", "System.Data", "Microsoft",
    ];

    private static readonly string[] BannedTypes = ["System.Console", "System.Environment", "System.TimeProvider", "System.AppContext", "System.AppDomain"];

    private static readonly string[] BannedMembers =
    [
        "System.DateTime::get_Now/", "System.DateTime::get_UtcNow/", "System.DateTime::get_Today/",
        "System.DateTimeOffset::get_Now/", "System.DateTimeOffset::get_UtcNow/",
        "System.Random::get_Shared/", "System.Random::.ctor/0", "System.Guid::NewGuid/", "System.Guid::CreateVersion7/",
    ];

    /// <summary>Allowed within the banned namespaces: state is saved to and loaded from memory that the caller owns, and debugger and analysis attributes do nothing.</summary>
    private static readonly string[] Allowed =
    [
        "System.IO.BinaryReader", "System.IO.BinaryWriter", "System.IO.MemoryStream", "System.IO.Stream",
        "System.IO.InvalidDataException", "System.IO.EndOfStreamException",
        "System.Diagnostics.CodeAnalysis", "System.Diagnostics.Debug", "System.Diagnostics.DebuggableAttribute", "System.Diagnostics.UnreachableException",
        "System.Diagnostics.DebuggerBrowsable", "System.Diagnostics.DebuggerDisplay", "System.Diagnostics.StackTraceHiddenAttribute",
        "System.Threading.CancellationToken",
        "Microsoft.CodeAnalysis.EmbeddedAttribute",
    ];

    /// <summary>The members that break the rules.</summary>
    /// <param name="exceptions">Types that this assembly may use all the same.</param>
    public static IReadOnlyList<string> Broken(AssemblyReading assembly, params string[] exceptions) =>
        [.. assembly.Members.Where(m => IsBanned(m) && !exceptions.Any(e => m.StartsWith(e + "::", StringComparison.Ordinal)))];

    private static bool IsBanned(string member)
    {
        var type = member[..member.IndexOf("::", StringComparison.Ordinal)];
        return BannedMembers.Any(b => member.StartsWith(b, StringComparison.Ordinal))
            || BannedTypes.Any(b => Within(type, b))
            || (BannedNamespaces.Any(b => Within(type, b)) && !Allowed.Any(a => Within(type, a) || (!a.EndsWith("Stream", StringComparison.Ordinal) && type.StartsWith(a, StringComparison.Ordinal))));
    }

    private static bool Within(string type, string name) =>
        type == name || type.StartsWith(name + ".", StringComparison.Ordinal) || type.StartsWith(name + "+", StringComparison.Ordinal);
}
