using ActorTrading.FakeExchange;
using ActorTrading.Feeds.Exchanges.Live;
using ActorTrading.Market;
using ActorTrading.Tests;

namespace ActorTrading.Feeds.Tests.Exchanges.Live;

/// <summary>Whatever the exchange does, what is delivered is what it traded: all of it, once, in order.</summary>
public sealed class MisbehaviourTests
{
    public static TheoryData<string> Exchanges => new("okx", "binance");

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task Read_WellBehaved_DeliversEveryTradeAndCandleAndGoesLiveOnce(string exchange)
    {
        await using var rig = await LiveRig.StartAsync(exchange);
        rig.Read(StreamSubscription.Trades(LiveRig.Btc), StreamSubscription.Trades(LiveRig.Eth), StreamSubscription.Candles(LiveRig.Minutes));

        await rig.MoreAsync(400);

        await rig.TradesAreTheTruthAsync(LiveRig.Btc);
        await rig.TradesAreTheTruthAsync(LiveRig.Eth);
        await rig.CandlesAreTheTruthAsync(LiveRig.Minutes);
        Assert.Equal(2, rig.Manager.Connections.Count);
        Assert.All(rig.Manager.Connections, c => Assert.Equal([ConnectionState.Connecting, ConnectionState.Healing, ConnectionState.Live], c.History.Select(h => h.State)));
        Assert.All(rig.Manager.Connections, c => Assert.Empty(c.Gaps));
    }

    [Theory]
    [InlineData("okx", FaultKind.DuplicatePush)]
    [InlineData("binance", FaultKind.DuplicatePush)]
    [InlineData("okx", FaultKind.ReorderedPush)]
    [InlineData("binance", FaultKind.ReorderedPush)]
    [InlineData("okx", FaultKind.LostPush)]
    [InlineData("binance", FaultKind.LostPush)]
    [InlineData("okx", FaultKind.GarbagePush)]
    [InlineData("binance", FaultKind.GarbagePush)]
    [InlineData("okx", FaultKind.WrongTypesPush)]
    [InlineData("binance", FaultKind.WrongTypesPush)]
    public async Task Read_PushesSpoiled_DeliversTheTruth(string exchange, FaultKind fault)
    {
        await using var rig = await LiveRig.StartAsync(exchange);
        rig.Read(StreamSubscription.Trades(LiveRig.Btc));
        await rig.MoreAsync(5);

        rig.Server.Faults.Often(fault, 0.2);
        await rig.MoreAsync(150);
        rig.Server.Faults.Clear();
        await rig.MoreAsync(5);

        await rig.TradesAreTheTruthAsync(LiveRig.Btc);
        Assert.True(rig.Server.Faults.Injected(fault) > 5);
        Assert.Empty(rig.Connection.Gaps);
        Assert.Equal(0, rig.Connection.Reconnects);
        switch (fault)
        {
            case FaultKind.DuplicatePush:
                Assert.True(rig.Connection.Counts.Duplicates > 5);
                break;
            case FaultKind.LostPush:
                Assert.True(rig.Connection.Counts.Fetched > 5);
                break;
            case FaultKind.GarbagePush:
                Assert.True(rig.Connection.Faults[StreamFormatException.NotJson] > 5);
                break;
            case FaultKind.WrongTypesPush:
                Assert.True(rig.Connection.Faults.Values.Sum() > 5);
                break;
            default:
                Assert.True(rig.Connection.Counts.OutOfOrder > 0);
                break;
        }
    }

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
        Assert.Equal(1, rig.Connection.Reconnects);
        Assert.True(rig.Connection.Counts.Fetched > 0);
        Assert.Empty(rig.Connection.Gaps);
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task Read_SilentFreezeOfCandles_HealsThem(string exchange)
    {
        await using var rig = await LiveRig.StartAsync(exchange);
        rig.Read(StreamSubscription.Candles(LiveRig.Minutes));
        await rig.MoreAsync(60);

        rig.Server.Sockets.Freeze();
        await rig.WasAsync(ConnectionState.Live, times: 2);
        await rig.MoreAsync(60);

        await rig.CandlesAreTheTruthAsync(LiveRig.Minutes);
        Assert.Contains(ConnectionState.Stale, rig.History);
        Assert.Empty(rig.Connection.Gaps);
    }

    [Theory]
    [InlineData("okx", "drop")]
    [InlineData("binance", "drop")]
    [InlineData("okx", "close")]
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
        Assert.Equal([ConnectionState.Connecting, ConnectionState.Healing, ConnectionState.Live], rig.History);
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task Read_ExchangeAway_WaitsLongerAndLongerThenHeals(string exchange)
    {
        await using var rig = await LiveRig.StartAsync(exchange);
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

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task Read_BurstWhileTheReaderIsSlow_LosesNothing(string exchange)
    {
        await using var rig = await LiveRig.StartAsync(exchange, tradesPerMinute: 10_000, options: o => o with { Buffer = 16, MostEarly = 50 });
        rig.Read(StreamSubscription.Trades(LiveRig.Btc));
        await rig.MoreAsync(20);

        rig.Server.Faults.Often(FaultKind.LostPush, 0.05);
        await rig.PauseAsync();
        await Task.Delay(TimeSpan.FromSeconds(15), rig.Clock, TestContext.Current.CancellationToken);
        rig.Resume();
        await rig.MoreAsync(5_000);
        rig.Server.Faults.Clear();

        await rig.TradesAreTheTruthAsync(LiveRig.Btc);
        Assert.Empty(rig.Connection.Gaps);
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task Read_ResumedAfterAnOldTrade_BeginsWithTheNextOne(string exchange)
    {
        await using var rig = await LiveRig.StartAsync(exchange);
        var mark = rig.Market.LastTradeId(LiveRig.Btc) - 2345;
        var time = rig.Market.Trades(LiveRig.Btc, mark - 1, 1)[0].Time;

        rig.Read(new LiveRequest
        {
            Subscriptions = [StreamSubscription.Trades(LiveRig.Btc)],
            TradesAfter = new Dictionary<Symbol, RowMark> { [LiveRig.Btc] = new(mark, time) },
        });
        await rig.MoreAsync(2400);

        await rig.TradesAreTheTruthAsync(LiveRig.Btc);
        Assert.Equal(mark + 1, rig.Trades(LiveRig.Btc)[0].Id);
    }

    [Fact]
    public async Task Read_OneSubscriptionRefused_TheOthersFlowAndTheReasonIsShown()
    {
        await using var rig = await LiveRig.StartAsync("okx");
        var unknown = StreamSubscription.Trades(Symbol.Parse("NOPE-USDT"));
        rig.Read(StreamSubscription.Trades(LiveRig.Btc), unknown);
        await rig.MoreAsync(20);

        await rig.TradesAreTheTruthAsync(LiveRig.Btc);
        Assert.Contains("60018", Assert.Contains(unknown, rig.Connection.Refused), StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Live, rig.Connection.State);
    }

    [Theory]
    [InlineData("okx", -7)]
    [InlineData("binance", 7)]
    public async Task Read_ClocksDiffer_LagIsCorrected(string exchange, int seconds)
    {
        await using var rig = await LiveRig.StartAsync(exchange, speed: 1, tradesPerMinute: 1200);
        rig.Server.Faults.ClockSkew = TimeSpan.FromSeconds(seconds);
        rig.Read(StreamSubscription.Trades(LiveRig.Btc));
        await rig.MoreAsync(20);
        await Eventually.TrueAsync(() => rig.Connection.ClockOffset is not null && rig.Connection.Lag is not null, "a lag");

        Assert.InRange(rig.Connection.ClockOffset!.Value.TotalSeconds, seconds - 0.5, seconds + 0.5);

        // The rows keep their times, so that the lag shows the skew itself.
        Assert.InRange(rig.Connection.Lag!.Value.TotalSeconds, seconds - 1, seconds + 2.5);
        await rig.TradesAreTheTruthAsync(LiveRig.Btc);
    }

    private static Task Now(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
