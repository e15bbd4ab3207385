using System.Reflection;
using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Configuration;

/// <summary>The HOCON files inside the executable, which also include one another.</summary>
public sealed class EmbeddedConfiguration : IHoconIncludes
{
    private const string Prefix = "embedded ";
    private static readonly Assembly Owner = typeof(EmbeddedConfiguration).Assembly;

    /// <exception cref="InvalidOperationException">The build left the file out.</exception>
    public static HoconText Read(string name) => TryRead(name) ?? throw new InvalidOperationException($"hocon/{name} is not embedded.");

    /// <summary>Whether a value was written in one of the embedded files.</summary>
    public static bool Holds(HoconOrigin origin) => origin.Source.StartsWith(Prefix, StringComparison.Ordinal);

    public HoconText? Find(string includingSource, string name) => TryRead(name);

    private static HoconText? TryRead(string name)
    {
        using var stream = Owner.GetManifestResourceStream($"hocon/{name}");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return new HoconText(Prefix + name, reader.ReadToEnd());
    }
}
