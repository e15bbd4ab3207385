using System.Security.Cryptography;
using System.Text;

namespace ActorTrading.Market.Features;

/// <summary>
/// What a feature row means. A model trained on one schema must not be given rows of another: compare <see cref="Id"/>.
/// </summary>
public sealed class FeatureSchema
{
    internal FeatureSchema(string version, IReadOnlyList<string> names)
    {
        Version = version;
        Names = names;
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{version}\n{string.Join('\n', names)}")))[..16];
    }

    /// <summary>Changes whenever a definition changes.</summary>
    public string Version { get; }

    /// <summary>Names of the columns in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The first 16 hex digits of the SHA-256 of version and names.</summary>
    public string Id { get; }

    public int Count => Names.Count;

    /// <summary>The longest window in bars (7 days, at least 12 bars) plus 50.</summary>
    public int WarmUpBars(Timeframe timeframe) => FeatureWindows.Of(timeframe).Week + 50;

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">No such feature.</exception>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (string.Equals(Names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new ArgumentException($"'{name}' is not a feature of schema {Version}: see FeatureCatalog.All.", nameof(name));
    }
}
