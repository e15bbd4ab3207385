using ActorTrading.Feeds.Exchanges.Rest;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>The trades of one instrument: in the order of their ids, each once, none left out without saying so.</summary>
internal sealed class TradeLane : Lane
{
    private const int PageSize = 1000;
    private const int BlindPage = 10;
    private const int EnoughDenials = 2;

    /// <summary>More ids than any market trades in the time that is caught up with: such a jump is a wrong id.</summary>
    private const long ImplausibleJump = 100_000_000;

    private readonly TradeSequence _sequence;
    private bool _isPushed;
    private int _denials;

    public TradeLane(StreamSubscription subscription, LaneHost host, RowMark? after)
        : base(subscription, host)
    {
        _sequence = new TradeSequence(host.Options.MostEarly);
        if (after is { } mark)
        {
            _sequence.ResumeAfter(mark.Id, mark.Time);
        }
    }

    protected override bool IsMissing => _sequence.Hole is not null;

    protected override TimeSpan BeforeAskingBlindly => _sequence.Last is null ? TimeSpan.Zero : TimeSpan.FromSeconds(2);

    public override async ValueTask OfferAsync(StreamMessage message, long receivedAt)
    {
        foreach (var trade in ((StreamMessage.Trades)message).Rows)
        {
            var verdict = _sequence.Offer(trade);
            _isPushed |= verdict != TradeVerdict.Duplicate;
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
        if (_sequence.Last is not { } last)
        {
            IsCatchingUp = false;
            return;
        }

        var longest = Host.Options.LongestCatchUp;
        if (IsCatchingUp && Host.ExchangeClock - _sequence.LastTime > longest.Ticks / TimeSpan.TicksPerMicrosecond)
        {
            Host.Gap(new FeedGap(Subscription, _sequence.LastTime, Host.ExchangeClock, 0, $"trades were missed for more than {longest}, which is too long to fetch them one by one"));
            _sequence.Restart();
            IsCatchingUp = false;
            return;
        }

        // As many as are known to be missing, and the one behind. As long as that is not known, few: whoever asks for more than there are waits for the market.
        var wanted = (int)Math.Min(_sequence.Hole?.Missing + 1 ?? BlindPage, PageSize);
        Fetch(c => Host.Client.GetTradesAsync(Subscription.Symbol, last, wanted, c), FillAsync);
    }

    protected override async ValueTask GiveUpAsync()
    {
        if (_sequence.Hole is not { } hole)
        {
            // Nothing says that anything was missed, and nothing could be asked: it is asked on.
            return;
        }

        if (hole.Missing > ImplausibleJump)
        {
            Host.Fault(FormatFault.OutOfRange, $"trade ids of {Subscription.Symbol} jump from {hole.After} to {hole.Before}, and the exchange does not know what is between");
            _sequence.ResumeAfter(hole.After, _sequence.LastTime);
        }
        else
        {
            Say(hole, "could not be fetched");
            _sequence.Skip();
        }

        IsCatchingUp = false;
        await HandOnAsync(Host.Clock);
    }

    protected override async Task<bool> IsBehindAsync(CancellationToken cancellation)
    {
        if (_sequence.Last is { } last)
        {
            return (await Host.Client.GetTradesAsync(Subscription.Symbol, last, 1, cancellation)).Count > 0;
        }

        var minutes = await Host.Client.GetCandlesAsync(new SeriesId(Subscription.Symbol, Timeframe.M1), Host.UntilNow(BegunAt), cancellation);
        return minutes.Any(m => m.Bar.Volume > 0);
    }

    private async ValueTask<bool> FillAsync(IReadOnlyList<Tick> fetched)
    {
        var taken = _sequence.Fill(fetched);
        Counts += new DeliveryCounts(0, 0, 0, 0, taken);
        if (taken == 0)
        {
            IsCatchingUp = false;
        }

        // Trades behind the hole were answered and none within: asked twice, the exchange has none there.
        var isDenied = _sequence.Hole is { } hole && fetched.Count > 0 && fetched[^1].Id >= hole.Before;
        _denials = isDenied ? _denials + 1 : 0;
        if (_denials >= EnoughDenials)
        {
            _denials = 0;
            Say(_sequence.Hole!.Value, "do not exist at the exchange");
            _sequence.Skip();
            taken++;
        }

        await HandOnAsync(Host.Clock);
        return taken > 0;
    }

    private void Say(TradeHole hole, string what) =>
        Host.Gap(new FeedGap(Subscription, _sequence.LastTime, 0, hole.Missing, $"trades {hole.After + 1} to {hole.Before - 1} {what}"));

    private async ValueTask HandOnAsync(long receivedAt)
    {
        while (_sequence.TryTake(out var tick))
        {
            Counts += new DeliveryCounts(1, 0, 0, 0, 0);
            await Host.Deliver(new LiveTrade(Subscription.Symbol, tick, receivedAt));
        }

        if (_isPushed && _sequence.Hole is null)
        {
            // What is pushed follows what was fetched: nothing is missing between.
            IsCatchingUp = false;
        }

        _isPushed &= IsCatchingUp;
    }
}
