using ActorTrading.FakeExchange;
using ActorTrading.Feeds.Exchanges;
using ActorTrading.Feeds.Exchanges.Live;
using ActorTrading.Tests;

namespace ActorTrading.Feeds.Tests.Exchanges.Live;

/// <summary>A connection that is lost, freezes or grows old comes back, and what was missed is fetched before it is live again.</summary>
public sealed class ReconnectTests
{
    public static TheoryData<string> Exchanges => new("okx", "binance");

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task Read_SilentFreeze_IsStaleThenReconnectsAndHealsBeforeItIsLive(string exchange)
    {
        await using var rig = await LiveRig.StartAsync(exchange);
        rig.Read(StreamSubscription.Trades(LiveRig.Btc));
        await rig.MoreAsync(50);

        rig.Server.Sockets.Freeze();
        await rig.WasAsync(ConnectionState.Live, times: 2);
        await rig.MoreAsync(20);

        await rig.TradesAreTheTruthAsync(LiveRig.Btc);
        Assert.Equal(
            [ConnectionState.Connecting, ConnectionState.Healing, ConnectionState.Live, ConnectionState.Stale, ConnectionState.Reconnecting, ConnectionState.Healing, ConnectionState.Live],
            rig.History);
        Assert.StartsWith("BTC-USDT trades was silent for", rig.Connection.History.Single(h => h.State == ConnectionState.Stale).Reason, StringComparison.Ordinal);
        Assert.Equal(1, rig.Connection.Reconnects);
        Assert.True(rig.Connection.Counts.Fetched > 0);
        Assert.Empty(rig.Connection.Gaps);
    }

    [Fact]
    public async Task Read_QuietMarket_IsAskedAboutAndNotTakenForAFreeze()
    {
        await using var rig = await LiveRig.StartAsync("okx", speed: 60, tradesPerMinute: 1, options: o => o with { StaleAtMost = o.StaleAtLeast });
        rig.Read(StreamSubscription.Trades(LiveRig.Btc), StreamSubscription.Trades(LiveRig.Eth));
        await rig.MoreAsync(12);

        Assert.Equal([ConnectionState.Connecting, ConnectionState.Healing, ConnectionState.Live], rig.History);
        Assert.True(rig.Server.Requests.Count(r => r.Endpoint.Contains("trades", StringComparison.Ordinal)) > 2);
    }

    [Fact]
    public async Task Read_RowsLostLongAfterAReconnect_HealingIsNotBlamedOnIt()
    {
        await using var rig = await LiveRig.StartAsync("okx");
        rig.Read(StreamSubscription.Trades(LiveRig.Btc));
        await rig.MoreAsync(50);
        rig.Server.Sockets.Drop();
        await rig.WasAsync(ConnectionState.Live, times: 2);

        rig.Server.Faults.Next(FaultKind.LostPush, 3);
        await rig.WasAsync(ConnectionState.Healing, times: 3);

        Assert.Equal("what was not pushed is fetched", rig.Connection.History.Last(h => h.State == ConnectionState.Healing).Reason);
    }

    [Fact]
    public async Task Read_SilentFreezeOfCandles_HealsThem()
    {
        await using var rig = await LiveRig.StartAsync("okx");
        rig.Read(StreamSubscription.Candles(LiveRig.Minutes));
        await Eventually.TrueAsync(() => rig.Finals(LiveRig.Minutes).Count > 0, "a final candle");

        rig.Server.Sockets.Freeze();
        await rig.WasAsync(ConnectionState.Live, times: 2);
        await rig.MoreAsync(10);

        await rig.CandlesAreTheTruthAsync(LiveRig.Minutes);
        Assert.Contains(ConnectionState.Stale, rig.History);
        Assert.Empty(rig.Connection.Gaps);
    }

    [Theory]
    [InlineData("okx", "drop")]
    [InlineData("binance", "close")]
    [InlineData("okx", "hang")]
    [InlineData("binance", "hang")]
    public async Task Read_ConnectionLost_ComesBackAndHeals(string exchange, string how)
    {
        await using var rig = await LiveRig.StartAsync(exchange);
        rig.Read(StreamSubscription.Trades(LiveRig.Btc));
        await rig.MoreAsync(50);

        await (how switch
        {
            "drop" => Now(rig.Server.Sockets.Drop),
            "close" => Now(() => rig.Server.Sockets.Close(4006, "abnormal")),
            _ => Now(rig.Server.Sockets.Hang),
        });
        await rig.WasAsync(ConnectionState.Live, times: 2);
        await rig.MoreAsync(20);

        await rig.TradesAreTheTruthAsync(LiveRig.Btc);
        Assert.Contains(ConnectionState.Reconnecting, rig.History);
        Assert.Equal([ConnectionState.Healing, ConnectionState.Live], rig.History.TakeLast(2));
        Assert.Equal(1, rig.Connection.Reconnects);
        Assert.Empty(rig.Connection.Gaps);
        if (how == "close")
        {
            Assert.Contains("4006", rig.Connection.History.Single(h => h.State == ConnectionState.Reconnecting).Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task Read_UpgradeAnnounced_MovesToANewConnectionWithoutEverLeavingLive(string exchange)
    {
        await using var rig = await LiveRig.StartAsync(exchange);
        rig.Read(StreamSubscription.Trades(LiveRig.Btc));
        await rig.StateIsAsync(ConnectionState.Live);
        await rig.MoreAsync(20);

        rig.Server.Sockets.AnnounceShutdown();
        await Eventually.TrueAsync(() => rig.Server.Sockets is { Accepted: 2, Count: 1 }, "a second connection alone");
        await rig.MoreAsync(20);

        await rig.TradesAreTheTruthAsync(LiveRig.Btc);
        Assert.Equal([ConnectionState.Connecting, ConnectionState.Healing, ConnectionState.Live], rig.History);
        Assert.Equal(0, rig.Connection.Reconnects);
    }

    [Fact]
    public async Task Read_BinanceConnectionGrowsOld_IsReplacedBeforeItsEnd()
    {
        await using var rig = await LiveRig.StartAsync("binance", options: o => o with { LongestLife = TimeSpan.FromSeconds(10) });
        rig.Read(StreamSubscription.Trades(LiveRig.Btc));
        await Eventually.TrueAsync(() => rig.Server.Sockets.Accepted >= 3, "two replacements");
        await rig.MoreAsync(20);

        await rig.TradesAreTheTruthAsync(LiveRig.Btc);
        // A trade that was on its way through the old socket may have to be fetched; the feed never goes away.
        Assert.Equal(ConnectionState.Connecting, rig.History[0]);
        Assert.All(rig.History.Skip(1), state => Assert.True(state is ConnectionState.Healing or ConnectionState.Live, $"{state}"));
        Assert.Equal(0, rig.Connection.Reconnects);
    }

    [Fact]
    public async Task Read_ExchangeAway_TriesUntilItIsBackThenHeals()
    {
        await using var rig = await LiveRig.StartAsync("okx");
        rig.Read(StreamSubscription.Trades(LiveRig.Btc));
        await rig.MoreAsync(20);

        await rig.Server.StopListeningAsync();
        await rig.StateIsAsync(ConnectionState.Reconnecting);
        await Task.Delay(TimeSpan.FromSeconds(40), rig.Clock, TestContext.Current.CancellationToken);
        await rig.Server.ListenAsync();
        await rig.WasAsync(ConnectionState.Live, times: 2);

        await rig.TradesAreTheTruthAsync(LiveRig.Btc);
        Assert.Empty(rig.Connection.Gaps);
    }

    [Fact]
    public async Task Read_ConnectingBreaks_EndsWithWhatHappened()
    {
        await using var client = ExchangeClients.Create("okx", new ExchangeClientOptions { RestHosts = [new Uri("http://127.0.0.1:1")], MaxRetryAttempts = 0 }, TimeProvider.System);
        await using var connections = new ConnectionManager(
            new LiveOptions { Exchange = "okx", Hosts = [new Uri("ws://127.0.0.1:1")] }, client, TimeProvider.System, (_, _, _) => throw new InvalidOperationException("no such socket"));
        var request = new LiveRequest { Subscriptions = [StreamSubscription.Trades(LiveRig.Btc)] };

        var broken = await Assert.ThrowsAsync<InvalidOperationException>(async () => await connections.ReadAsync(request, TestContext.Current.CancellationToken).ToListAsync());

        Assert.Contains("no such socket", broken.Message, StringComparison.Ordinal);
    }

    private static Task Now(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Read_FirstHostCannotBeReached_TheNextIsTaken()
    {
        await using var rig = await LiveRig.StartAsync("okx", options: o => o with { Hosts = [new Uri("ws://127.0.0.1:1"), new Uri("ws://no-such-host.invalid"), .. o.Hosts] });
        rig.Read(StreamSubscription.Trades(LiveRig.Btc));
        await rig.MoreAsync(20);

        await rig.TradesAreTheTruthAsync(LiveRig.Btc);
        Assert.Equal(rig.Server.WebSocketAddress, rig.Connection.Host);
        Assert.Contains("no-such-host.invalid", rig.Connection.LastError, StringComparison.Ordinal);
    }
}
