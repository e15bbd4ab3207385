using ActorTrading.Feeds.Exchanges.Live;
using ActorTrading.Market;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Feeds.Tests.Exchanges.Live;

public sealed class TradeSequenceTests
{
    private const int Start = 1000;

    /// <summary>Trades of 1 to 4 merged prints each, pushed in any order, some lost, some twice.</summary>
    private static readonly Gen<(int[] Merged, int[] Order, int Room)> Pushed =
        from merged in Gen.Choose(1, 4).ArrayOf(40)
        from order in Gen.Choose(0, 39).ArrayOf(60)
        from room in Gen.Choose(1, 20)
        select (merged, order, room);

    [Fact]
    public void Offer_AnyOrderLossAndRepetition_HandsOnEveryPrintOnceAndInOrder() => Prop.ForAll(Pushed.ToArbitrary(), input =>
    {
        var prints = input.Merged.Sum();
        var trades = Trades(input.Merged);
        var sequence = new TradeSequence(input.Room);
        sequence.ResumeAfter(Start, 0);
        var handedOn = new List<(long First, long Last)>();
        var before = (long)Start;
        foreach (var i in input.Order.Append(39))
        {
            sequence.Offer(trades[i]);
            Take();
            if (i % 5 == 0 && sequence.Hole is { } now)
            {
                Fetch(now);
            }
        }

        while (sequence.Hole is { } hole)
        {
            Fetch(hole);
        }

        // Every print up to the newest pushed, whether it came by itself or within a merged trade.
        Assert.Equal(Start + prints, sequence.Last);
        Assert.Equal(0, sequence.Early);

        void Fetch(TradeHole hole)
        {
            Assert.Equal(sequence.Last, hole.After);
            sequence.Fill([.. Enumerable.Range(0, (int)hole.Missing + 1).Select(i => Print(hole.After + 1 + i)).Where(p => p.Id <= Start + prints)]);
            Take();
        }

        void Take()
        {
            while (sequence.TryTake(out var tick))
            {
                Assert.True(tick.Id > before);

                // The size tells how many prints it stands for.
                Assert.Equal(before + tick.Size, tick.Id);
                before = tick.Id;
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Offer_FirstTrade_IsTheBeginning()
    {
        var sequence = new TradeSequence(10);

        Assert.Equal(TradeVerdict.InOrder, sequence.Offer(new StreamTrade(Print(50), 50)));
        Assert.Equal(TradeVerdict.Duplicate, sequence.Offer(new StreamTrade(Print(50), 50)));
        Assert.Equal(TradeVerdict.Duplicate, sequence.Offer(new StreamTrade(Print(49), 49)));
        Assert.Equal(TradeVerdict.Early, sequence.Offer(new StreamTrade(Print(53), 52)));
        Assert.Equal(new TradeHole(50, 52), sequence.Hole);
        Assert.Equal(TradeVerdict.Late, sequence.Offer(new StreamTrade(Print(51), 51)));
        Assert.Equal((53, null), (sequence.Last, sequence.Hole));
    }

    [Fact]
    public void Offer_NoRoom_NotesWhatMustBeFetched()
    {
        var sequence = new TradeSequence(1);
        sequence.ResumeAfter(10, 0);

        sequence.Offer(new StreamTrade(Print(15), 15));
        Assert.Equal(TradeVerdict.PutOff, sequence.Offer(new StreamTrade(Print(20), 20)));
        sequence.Fill([Print(11), Print(12), Print(13), Print(14)]);

        Assert.Equal(new TradeHole(15, 21), sequence.Hole);
    }

    [Fact]
    public void Offer_KnownIdMuchLater_IsACountBegunAnew()
    {
        var sequence = new TradeSequence(10);
        sequence.ResumeAfter(1_000_000, 1_000_000);

        Assert.Equal(TradeVerdict.InOrder, sequence.Offer(new StreamTrade(Print(7) with { Time = 62_000_001 }, 7)));
        Assert.Equal(7, sequence.Last);
    }

    [Fact]
    public void Skip_HoleThatCannotBeFilled_GoesOnBehindIt()
    {
        var sequence = new TradeSequence(10);
        sequence.ResumeAfter(10, 0);
        sequence.Offer(new StreamTrade(Print(15), 15));

        sequence.Skip();

        Assert.True(sequence.TryTake(out var tick));
        Assert.Equal((15, null), (tick.Id, sequence.Hole));
    }

    private static List<StreamTrade> Trades(int[] merged)
    {
        var trades = new List<StreamTrade>();
        var id = (long)Start;
        foreach (var count in merged)
        {
            trades.Add(new StreamTrade(Print(id + count) with { Size = count }, id + 1));
            id += count;
        }

        return trades;
    }

    private static Tick Print(long id) => new(id, 100, 1, id, Side.Buy);
}
