using ActorTrading.Feeds.Exchanges;

namespace ActorTrading.Feeds.Tests.Exchanges;

public sealed class ExchangeClientOptionsTests
{
    private static readonly ExchangeClientOptions Good = new() { RestHosts = [new Uri("https://www.okx.com")] };

    public static TheoryData<string, ExchangeClientOptions> Wrong => new()
    {
        { "RestHosts", Good with { RestHosts = [] } },
        { "RestHosts", Good with { RestHosts = [new Uri("ftp://www.okx.com")] } },
        { "RestHosts", Good with { RestHosts = [new Uri("/relative", UriKind.Relative)] } },
        { "Timeout", Good with { Timeout = TimeSpan.Zero } },
        { "TotalTimeout", Good with { TotalTimeout = TimeSpan.FromSeconds(1) } },
        { "MaxRetryAttempts", Good with { MaxRetryAttempts = -1 } },
        { "RetryDelay", Good with { RetryDelay = TimeSpan.Zero } },
        { "MaxRetryDelay", Good with { MaxRetryDelay = TimeSpan.FromMilliseconds(1) } },
        { "LimitShare", Good with { LimitShare = double.NaN } },
        { "LimitShare", Good with { LimitShare = 0 } },
        { "BreakAfter", Good with { BreakAfter = 0 } },
        { "BreakDuration", Good with { BreakDuration = TimeSpan.FromDays(1) } },
        { "MaxAnswerBytes", Good with { MaxAnswerBytes = 0 } },
        { "UserAgent", Good with { UserAgent = "two words" } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_OutOfRange_NamesTheOption(string name, ExchangeClientOptions options)
    {
        var failure = Assert.ThrowsAny<ArgumentException>(() => ExchangeClients.Create("okx", options, TimeProvider.System));

        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_KnownNames_HaveTheirClient()
    {
        foreach (var name in ExchangeClients.Names)
        {
            await using var client = ExchangeClients.Create(name, Good, TimeProvider.System);
            Assert.Equal(name, client.Name);
        }

        Assert.Contains("okx binance", Assert.Throws<ArgumentException>(() => ExchangeClients.Create("kraken", Good, TimeProvider.System)).Message, StringComparison.Ordinal);
    }
}
