using ActorTrading.Market;

namespace ActorTrading.FakeExchange.Sockets;

/// <summary>Trades from the subscription on, one message each.</summary>
internal sealed class TradeStream(string key, FakeMarket market, Symbol symbol, Func<Tick, long, string> write) : Stream(key)
{
    private const int MostAtOnce = 100_000;

    private long _last = market.LastTradeId(symbol);

    public override IEnumerable<Push> Collect(long now)
    {
        foreach (var tick in market.Trades(symbol, _last, MostAtOnce))
        {
            _last = tick.Id;
            yield return new Push(write(tick, now));
        }
    }
}
