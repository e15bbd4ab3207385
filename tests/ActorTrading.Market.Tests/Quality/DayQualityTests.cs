using ActorTrading.Market.Candles;
using ActorTrading.Market.Quality;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Market.Tests.Quality;

public sealed class DayQualityTests
{
    private static readonly SeriesId Hours = new(Symbol.Parse("BTC-USDT"), Timeframe.H1);

    [Fact]
    public void Of_WholeDaysAndPartOfOne_ScoredForTheirPart()
    {
        var times = Enumerable.Range(0, 60).Where(h => h is not (5 or 30 or 31)).Select(h => h * Timeframe.H1.Length).ToArray();
        Finding[] findings =
        [
            Found(FindingRule.OhlcRelation, FindingSeverity.Error, 7),
            Found(FindingRule.ExtremeWick, FindingSeverity.Warning, 7),
            Found(FindingRule.ExtremeMove, FindingSeverity.Warning, 26),
            Found(FindingRule.ExtremeMove, FindingSeverity.Warning, 27) with { Action = FindingAction.Repaired },
            Found(FindingRule.Gap, FindingSeverity.Warning, 30),
        ];

        var days = DayQualities.Of(Hours, times, findings, new TimeRange(0, 60 * Timeframe.H1.Length));

        Assert.Equal(
            [
                new DayQuality(Hours, 0, 24, 23, 1, 0),
                new DayQuality(Hours, DayQuality.Length, 24, 22, 0, 1),
                new DayQuality(Hours, 2 * DayQuality.Length, 12, 12, 0, 0),
            ],
            days);
        Assert.Equal(22 / 24.0, days[0].Score, 12);
        Assert.Equal(22 / 24.0 * (1 + (21 / 22.0)) / 2, days[1].Score, 12);
        Assert.Equal(1, days[2].Score);
    }

    [Fact]
    public void Score_AnyDay_BetweenZeroAndOneAndNeverBetterForLosing() =>
        Prop.ForAll<byte, byte, ushort>((expected, present, found) =>
        {
            var day = Day(expected, present, (byte)found, (byte)(found >> 8));
            var score = day.Score;
            return score is >= 0 and <= 1
                && (score == 1) == (day.Present == day.Expected && day.Invalid == 0 && day.Suspect == 0)
                && (day.Present == 0 || Worse(day with { Present = day.Present - 1, Suspect = Math.Min(day.Suspect, day.Present - 1 - Math.Min(day.Invalid, day.Present - 1)), Invalid = Math.Min(day.Invalid, day.Present - 1) }))
                && (day.Invalid + day.Suspect >= day.Present || (Worse(day with { Invalid = day.Invalid + 1 }) && Worse(day with { Suspect = day.Suspect + 1 })));

            bool Worse(DayQuality other) => other.Score <= score + 1e-12;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Checksum_SameValues_SameWhateverSourceRevisionAndDetails()
    {
        var candles = Enumerable.Range(0, 50).Select(h => new Candle(new Bar(h * Timeframe.H1.Length, 10, 12, 9, 11, h, 0, 0, 0), CandleSource.Okx)).ToArray();
        var others = candles.Select(c => c with { Source = CandleSource.Import, Revision = 3, Bar = c.Bar with { QuoteVolume = 5, Trades = 2, BuyVolume = 1 } }).ToArray();

        var sums = DayChecksum.Of(Hours, candles);

        Assert.Equal([24, 24, 2], sums.Select(s => s.Count));
        Assert.Equal(sums, DayChecksum.Of(Hours, others));
        Assert.Equal("cc5c34b33a8803da12d84a75cd2766aa3ca62141cd9740aec3957edec1f4f546", sums[0].Hash);
        others[30] = others[30] with { Bar = others[30].Bar with { Volume = 1 } };
        Assert.Equal([true, false, true], sums.Zip(DayChecksum.Of(Hours, others)).Select(p => p.First == p.Second));
        others[30] = others[30] with { IsFinal = false };
        Assert.Equal(23, DayChecksum.Of(Hours, others)[1].Count);
    }

    private static DayQuality Day(byte expected, byte present, byte invalid, byte suspect)
    {
        var most = expected + 1;
        var there = present % (most + 1);
        var bad = invalid % (there + 1);
        return new DayQuality(Hours, 0, most, there, bad, suspect % (there - bad + 1));
    }

    private static Finding Found(FindingRule rule, FindingSeverity severity, int hour) =>
        new(rule, severity, FindingAction.Refetch, hour, hour * Timeframe.H1.Length, 1, "");
}
