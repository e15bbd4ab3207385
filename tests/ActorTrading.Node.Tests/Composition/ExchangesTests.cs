using ActorTrading.FakeExchange;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;

namespace ActorTrading.Node.Tests.Composition;

public sealed class ExchangesTests
{
    [Fact]
    public async Task Create_Twice_KeepsOneLimitForBoth()
    {
        await using var server = await FakeExchangeServer.StartAsync(new FakeMarket(clock: TimeProvider.System));
        var options = Load($"exchanges.okx.rest-hosts=[\"{server.RestAddress}\"]");
        await using var live = Exchanges.Create(options, "okx", TimeProvider.System);
        await using var jobs = Exchanges.Create(options, "okx", TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => (i % 2 == 0 ? live : jobs).GetClockOffsetAsync(TestContext.Current.CancellationToken)));

        Assert.Equal(12, server.Requests.Count);
        Assert.Equal(0, server.Requests.OverLimit);
    }

    [Fact]
    public void Load_AddressWithUserAndPassword_TakesTheAddressAlone() =>
        Assert.Equal([new Uri("wss://proxy:8443")], Load("exchanges.okx.websocket-hosts=[\"wss://u:hunter2@proxy:8443\"]").Okx.WebSocketHosts);

    [Theory]
    [InlineData("exchanges.okx.rest-hosts=[\"https://proxy/okx\"]")]
    [InlineData("exchanges.okx.rest-hosts=[\"wss://proxy\"]")]
    [InlineData("exchanges.binance.websocket-hosts=[\"wss://proxy/ws\"]")]
    public void Load_NoAddress_IsRefused(string set) => Assert.Throws<ConfigurationException>(() => Load(set));

    private static NodeOptions Load(string set) => NodeConfiguration.Load(new ConfigurationInputs { Sets = [set] }).Options;
}
