using ActorTrading.Actors.TestKit;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Symbols;
using ActorTrading.Engine.Tests.Running;
using ActorTrading.Engine.Views;
using ActorTrading.Market;

namespace ActorTrading.Engine.Tests.Views;

public sealed class MarketViewTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Now_BeforeTheFirstRow_IsZero() => Assert.Equal(0, new MarketView(_clock).Now());

    [Theory]
    [InlineData(1.0, 7)]
    [InlineData(60.0, 420)]
    [InlineData(double.PositiveInfinity, 7)]
    public void Now_TimePasses_MovesOnAtTheFeedsSpeed(double speed, int seconds)
    {
        var view = new MarketView(_clock, speed);
        view.Saw(1_000_000_000);
        _clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(1_000_000_000 + (seconds * 1_000_000L), view.Now());
    }

    [Fact]
    public void Now_OlderRowComesIn_IsNotSetBack()
    {
        var view = new MarketView(_clock);
        view.Saw(5_000_000);
        _clock.Advance(TimeSpan.FromSeconds(2));
        view.Saw(4_000_000);

        Assert.Equal(7_000_000, view.Now());
    }

    [Fact]
    public void Publish_OlderForecast_DoesNotHideTheNewer()
    {
        var view = new MarketView(_clock);
        var symbol = view.Attach(TestMarket.Btc, new BarHistory(5));
        var raised = new List<long>();
        view.Published += (_, issued) => raised.Add(issued.Time);
        symbol.Publish(Issued(Horizon.H4, 20));
        symbol.Publish(Issued(Horizon.H1, 20));
        symbol.Publish(Issued(Horizon.H1, 10));

        Assert.Equal([(Horizon.H1, 20L), (Horizon.H4, 20L)], symbol.Latest().Select(p => (p.Horizon, p.Time)));
        Assert.Equal([20, 20, 10], raised);
        Assert.Same(symbol, view.Find(TestMarket.Btc));
        Assert.Null(view.Find(TestMarket.Eth));
    }

    private static PredictionIssued Issued(Horizon horizon, long time) => new(horizon, time, 1, [0, 1, 0], 0, 0, 0, 1, Signal.Hold, null, []);
}
