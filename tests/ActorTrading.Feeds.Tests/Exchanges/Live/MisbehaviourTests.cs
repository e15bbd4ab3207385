using ActorTrading.FakeExchange;
using ActorTrading.Feeds.Exchanges.Live;
using ActorTrading.Feeds.Exchanges.Rest;
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
        await using var rig = await LiveRig.StartAsync(exchange, tradesPerMinute: 600);
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
    [MemberData(nameof(Exchanges))]
    public async Task Read_PushesLostDoubledReorderedAndSpoiled_DeliversTheTruth(string exchange)
    {
        FaultKind[] faults = [FaultKind.DuplicatePush, FaultKind.ReorderedPush, FaultKind.LostPush, FaultKind.GarbagePush, FaultKind.WrongTypesPush];
        await using var rig = await LiveRig.StartAsync(exchange, tradesPerMinute: 240);
        rig.Read(StreamSubscription.Trades(LiveRig.Btc));
        await rig.MoreAsync(5);

        Array.ForEach(faults, fault => rig.Server.Faults.Often(fault, 0.08));
        await rig.MoreAsync(200);
        rig.Server.Faults.Clear();
        await rig.MoreAsync(5);

        await rig.TradesAreTheTruthAsync(LiveRig.Btc);
        Assert.All(faults, fault => Assert.NotEqual(0, rig.Server.Faults.Injected(fault)));
        var connection = rig.Connection;
        Assert.Empty(connection.Gaps);
        Assert.Equal(0, connection.Reconnects);
        Assert.True(connection.Counts is { Duplicates: > 0, OutOfOrder: > 0, Fetched: > 0 }, connection.Counts.ToString());
        Assert.NotEqual(0, connection.Faults[FormatFault.NotJson]);
        Assert.True(connection.Faults.Count > 1, "wrong types are told apart from what is no JSON");
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
        var unknown = StreamSubscription.Trades(Symbol.Parse("BTC-USDT-PERP"));
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
        await using var rig = await LiveRig.StartAsync(exchange, speed: 1, tradesPerMinute: 1200, clockSkew: TimeSpan.FromSeconds(seconds));
        rig.Read(StreamSubscription.Trades(LiveRig.Btc));
        await rig.MoreAsync(20);
        await Eventually.TrueAsync(() => rig.Connection.ClockOffset is not null && rig.Connection.Lag is not null, "a lag");

        Assert.InRange(rig.Connection.ClockOffset!.Value.TotalSeconds, seconds - 0.5, seconds + 0.5);

        // The rows keep their times, so that the lag shows the skew itself.
        Assert.InRange(rig.Connection.Lag!.Value.TotalSeconds, seconds - 1, seconds + 2.5);
        await rig.TradesAreTheTruthAsync(LiveRig.Btc);
    }
}
