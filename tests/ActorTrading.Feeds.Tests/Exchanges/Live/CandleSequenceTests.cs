using ActorTrading.Feeds.Exchanges.Live;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Feeds.Tests.Exchanges.Live;

public sealed class CandleSequenceTests
{
    private const long Minute = 60_000_000;
    private static readonly SeriesId Series = new(Symbol.Parse("BTC-USDT"), Timeframe.M1);

    [Fact]
    public void Offer_AnyOrderLossAndRepetition_HandsOnEveryFinalCandleOnceAndInOrder() => Prop.ForAll(
        Gen.Choose(1, 30).ArrayOf(40).ToArbitrary(),
        order =>
        {
            var sequence = new CandleSequence(Series, 100);
            sequence.ResumeAfter(0);
            foreach (var i in order.Append(31))
            {
                sequence.Offer(Candle(i));
                sequence.Offer(Candle(i + 1, volume: 1, isFinal: false));
            }

            while (sequence.Hole is { } hole)
            {
                sequence.Fill([.. Enumerable.Range(1, 31).Select(i => Candle(i)).Where(c => hole.Contains(c.OpenTime))]);
            }

            var finals = new List<long>();
            while (sequence.TryTake(out var candle))
            {
                if (candle.IsFinal)
                {
                    finals.Add(candle.OpenTime / Minute);
                }
            }

            Assert.Equal(Enumerable.Range(1, 31).Select(i => (long)i), finals);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Offer_FinalCandleWithOtherValues_PassesAsACorrection()
    {
        var sequence = new CandleSequence(Series, 10);
        sequence.Offer(Candle(1));
        sequence.Offer(Candle(2));

        Assert.Equal(TradeVerdict.Late, sequence.Offer(Candle(1, volume: 9)));
        Assert.Equal(TradeVerdict.Duplicate, sequence.Offer(Candle(1, volume: 9)));
        Assert.Equal(TradeVerdict.Duplicate, sequence.Offer(Candle(2)));
        Assert.Equal(3 * Minute, sequence.Next);
    }

    [Fact]
    public void Offer_FormingCandle_PassesOnlyWhileItGrows()
    {
        var sequence = new CandleSequence(Series, 10);

        Assert.Equal(TradeVerdict.InOrder, sequence.Offer(Candle(5, volume: 2, isFinal: false)));
        Assert.Equal(TradeVerdict.Duplicate, sequence.Offer(Candle(5, volume: 1, isFinal: false)));
        Assert.Equal(TradeVerdict.InOrder, sequence.Offer(Candle(5, volume: 3, isFinal: false)));
        Assert.Equal(TradeVerdict.InOrder, sequence.Offer(Candle(5, volume: 4)));
        Assert.Equal(TradeVerdict.Duplicate, sequence.Offer(Candle(5, volume: 5, isFinal: false)));
    }

    private static Candle Candle(int minute, long volume = 5, bool isFinal = true) =>
        new(new Bar(minute * Minute, 100, 110, 90, 105, volume, 0, 0, 0), CandleSource.Okx, isFinal);
}
