using ActorTrading.Market.Candles;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Market.Tests.Candles;

public sealed class CandleRuleTests
{
    private static readonly Bar First = new(0, 10, 12, 9, 11, 5, 0, 0, 0);
    private static readonly Bar Other = First with { Close = 10 };

    [Theory]
    [InlineData(CandleSource.Okx, true, CandleSource.Okx, true, CandleVerdict.Revised)]
    [InlineData(CandleSource.Okx, true, CandleSource.Binance, true, CandleVerdict.Revised)]
    [InlineData(CandleSource.Derived, true, CandleSource.Okx, true, CandleVerdict.Revised)]
    [InlineData(CandleSource.Okx, true, CandleSource.Derived, true, CandleVerdict.Outranked)]
    [InlineData(CandleSource.Import, true, CandleSource.Derived, true, CandleVerdict.Outranked)]
    [InlineData(CandleSource.Okx, false, CandleSource.Okx, false, CandleVerdict.Updated)]
    [InlineData(CandleSource.Okx, false, CandleSource.Derived, true, CandleVerdict.Updated)]
    [InlineData(CandleSource.Derived, true, CandleSource.Okx, false, CandleVerdict.Outranked)]
    [InlineData(CandleSource.Okx, false, CandleSource.Import, false, CandleVerdict.Outranked)]
    [InlineData(CandleSource.Import, true, CandleSource.Simulated, true, CandleVerdict.Outranked)]
    [InlineData(CandleSource.Simulated, true, CandleSource.Derived, true, CandleVerdict.Revised)]
    public void Decide_OtherValues_FinalThenTrustThenLaterWins(
        CandleSource stored, bool storedFinal, CandleSource arrived, bool arrivedFinal, CandleVerdict expected)
    {
        var there = new Candle(First, stored, storedFinal, Revision: 3);
        var comes = new Candle(Other, arrived, arrivedFinal, Revision: 9);

        var verdict = CandleRule.Decide(there, comes, out var kept);

        Assert.Equal(expected, verdict);
        Assert.Equal(expected switch
        {
            CandleVerdict.Outranked => there,
            CandleVerdict.Revised => comes with { Revision = 4 },
            _ => comes with { Revision = 3 },
        }, kept);
    }

    [Fact]
    public void Decide_FinalTellsWhatTheFormingOneSaid_Completes()
    {
        var verdict = CandleRule.Decide(new Candle(First, CandleSource.Okx, IsFinal: false), new Candle(First, CandleSource.Binance), out var kept);

        Assert.Equal(CandleVerdict.Updated, verdict);
        Assert.Equal(new Candle(First, CandleSource.Binance), kept);
    }

    [Fact]
    public void Decide_DetailsToldByOneOnly_AreAddedWithoutRevision()
    {
        var poor = new Candle(First with { Trades = 4 }, CandleSource.Okx, Revision: 2);
        var rich = new Candle(First with { QuoteVolume = 55m, BuyVolume = 2 }, CandleSource.Import);

        var verdict = CandleRule.Decide(poor, rich, out var kept);

        Assert.Equal(CandleVerdict.Updated, verdict);
        Assert.Equal(poor with { Bar = First with { Trades = 4, QuoteVolume = 55m, BuyVolume = 2 } }, kept);
    }

    [Theory]
    [InlineData(55, 56)]
    [InlineData(55, 0)]
    public void Decide_QuoteVolume_ComparedOnlyWhereBothTell(int stored, int arrived)
    {
        var verdict = CandleRule.Decide(
            new Candle(First with { QuoteVolume = stored }, CandleSource.Okx), new Candle(First with { QuoteVolume = arrived }, CandleSource.Okx), out _);

        Assert.Equal(arrived == 0 ? CandleVerdict.Unchanged : CandleVerdict.Revised, verdict);
    }

    [Fact]
    public void Decide_Anything_TheSameAgainChangesNothing() =>
        Prop.ForAll<int, int>((a, b) =>
        {
            var stored = RandomCandles.Of(a);
            var arrived = RandomCandles.Of(b);
            var verdict = CandleRule.Decide(stored, arrived, out var kept);
            var again = CandleRule.Decide(kept, arrived, out var keptAgain);
            return keptAgain == kept
                && again is CandleVerdict.Unchanged or CandleVerdict.Outranked
                && (verdict is CandleVerdict.Unchanged or CandleVerdict.Outranked) == (kept == stored)
                && (verdict == CandleVerdict.Revised) == (kept.Revision == stored.Revision + 1)
                && kept.IsFinal == (stored.IsFinal || arrived.IsFinal);
        }).QuickCheckThrowOnFailure();
}
