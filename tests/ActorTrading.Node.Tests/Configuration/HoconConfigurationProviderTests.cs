using ActorTrading.Node.Configuration;
using ActorTrading.Node.Configuration.Hocon;
using Microsoft.Extensions.Configuration;

namespace ActorTrading.Node.Tests.Configuration;

public sealed class HoconConfigurationProviderTests
{
    [Fact]
    public void Load_Tree_BecomesPathsWithColons()
    {
        var root = HoconDocument.Parse("a { b-c = 1.50, d = [x, { e = on }], f = null }\n\"g.h\" = y").Resolve();

        var configuration = new ConfigurationBuilder().Add(new HoconConfigurationSource(root)).Build();

        Assert.Equal("1.50", configuration["a:b-c"]);
        Assert.Equal("1.50", configuration["A:B-C"]);
        Assert.Equal("x", configuration["a:d:0"]);
        Assert.Equal("on", configuration["a:d:1:e"]);
        Assert.Null(configuration["a:f"]);
        Assert.Equal("y", configuration["g.h"]);
        Assert.Equal(["a", "g.h"], configuration.GetChildren().Select(c => c.Key));
    }
}
