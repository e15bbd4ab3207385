using ActorTrading.Feeds.Exchanges.Rest;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>The candles of one series: final ones in order, each version once, none left out without saying so.</summary>
internal sealed class CandleLane : Lane
{
    /// <summary>More are a matter of filling up history, not of catching up.</summary>
    private const int MostCaughtUp = 10_000;

    private readonly SeriesId _series;
    private readonly CandleSequence _sequence;

    public CandleLane(StreamSubscription subscription, LaneHost host, long? after)
        : base(subscription, host)
    {
        _series = subscription.Series;
        _sequence = new CandleSequence(_series, host.Options.MostEarly);
        if (after is { } openTime)
        {
            _sequence.ResumeAfter(openTime);
        }
    }

    protected override bool IsMissing => _sequence.Hole is not null;

    public override async ValueTask OfferAsync(StreamMessage message, long receivedAt)
    {
        foreach (var candle in ((StreamMessage.Candles)message).Rows)
        {
            if (Host.ClockOffset is not null && candle.OpenTime > Host.ExchangeClock + _series.Timeframe.Length)
            {
                Host.Fault(FormatFault.OutOfRange, $"a candle of {_series} opens in the future: {candle.OpenTime} µs");
                continue;
            }

            var verdict = _sequence.Offer(candle);
            Counts += new DeliveryCounts(
                0,
                verdict == TradeVerdict.Duplicate ? 1 : 0,
                verdict is TradeVerdict.Early ? 1 : 0,
                verdict == TradeVerdict.PutOff ? 1 : 0,
                0);
        }

        await HandOnAsync(receivedAt);
    }

    protected override void BeginFetch()
    {
        if (_sequence.Next is not { } next)
        {
            IsCatchingUp = false;
            return;
        }

        var range = _sequence.Hole is { } hole && !IsCatchingUp ? hole : Host.UntilNow(next);
        var most = MostCaughtUp * _series.Timeframe.Length;
        if (range.Length > most)
        {
            var first = _series.Timeframe.OpenOf(range.To - most);
            Host.Gap(new FeedGap(Subscription, next, first, (first - next) / _series.Timeframe.Length, "candles were missed for too long to be caught up with; history has to be filled up"));
            _sequence.ResumeAfter(first - _series.Timeframe.Length);
            range = range with { From = first };
        }

        Fetch(c => Host.Client.GetCandlesAsync(_series, range, c), FillAsync);
    }

    protected override async ValueTask GiveUpAsync()
    {
        if (_sequence.Hole is not { } hole)
        {
            return;
        }

        Host.Gap(new FeedGap(Subscription, hole.From, hole.To, hole.Bars(_series.Timeframe), $"candles of {hole} could not be fetched"));
        _sequence.Skip();
        IsCatchingUp = false;
        await HandOnAsync(Host.Clock);
    }

    protected override async Task<bool> IsBehindAsync(CancellationToken cancellation)
    {
        var seen = _sequence.Forming;
        var from = seen.OpenTime > 0 ? seen.OpenTime : _series.Timeframe.OpenOf(Host.ExchangeClock);
        var newest = _sequence.Newest;
        var candles = await Host.Client.GetCandlesAsync(_series, Host.UntilNow(from), cancellation);
        return candles.Any(c => c.OpenTime > newest || (c.OpenTime == seen.OpenTime && c.Bar.Volume > seen.Bar.Volume));
    }

    private async ValueTask<bool> FillAsync(IReadOnlyList<Candle> fetched)
    {
        var before = _sequence.Next;
        _sequence.Fill(fetched);
        IsCatchingUp = false;
        var moved = _sequence.Next > before;
        Counts += new DeliveryCounts(0, 0, 0, 0, moved ? (_sequence.Next!.Value - before!.Value) / _series.Timeframe.Length : 0);
        await HandOnAsync(Host.Clock);
        return moved;
    }

    private async ValueTask HandOnAsync(long receivedAt)
    {
        while (_sequence.TryTake(out var candle))
        {
            Counts += new DeliveryCounts(1, 0, 0, 0, 0);
            await Host.Deliver(new LiveCandle(_series, candle, receivedAt));
        }
    }
}
