using System.Reflection;

namespace ActorTrading.Node;

/// <summary>What this executable is.</summary>
internal static class ProductInfo
{
    public static string Version { get; } = typeof(ProductInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
