using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Configuration;

/// <summary>Feeds a resolved configuration into <c>Microsoft.Extensions.Configuration</c>.</summary>
public sealed class HoconConfigurationSource(HoconObject root) : IConfigurationSource
{
    public HoconObject Root { get; } = root;

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new HoconConfigurationProvider(this);
}
