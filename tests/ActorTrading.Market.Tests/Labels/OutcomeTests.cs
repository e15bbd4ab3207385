using ActorTrading.Market.Labels;
using ActorTrading.Market.Tests.Recorded;
using FsCheck;
using FsCheck.Fluent;
using Batch = ActorTrading.Market.Labels.Labels;
using Outcome = ActorTrading.Market.Labels.Outcome;

namespace ActorTrading.Market.Tests.Labels;

public sealed class OutcomeTests
{
    private static readonly LabelThresholds OnePercent = new();

    [Theory]
    [InlineData(10_000, 10_100, PriceMove.Flat)]
    [InlineData(10_000, 10_101, PriceMove.Up)]
    [InlineData(10_000, 9_900, PriceMove.Flat)]
    [InlineData(10_000, 9_899, PriceMove.Down)]
    [InlineData(7_007_000_000, 7_077_070_000, PriceMove.Flat)]
    public void Classify_AtTheThreshold_IsFlat(long from, long to, PriceMove move) => Assert.Equal(move, OnePercent.Classify(from, to));

    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(1, 0.01)]
    [InlineData(0.01, 0)]
    [InlineData(0.01, double.NaN)]
    public void Validate_ThresholdOutOfRange_IsAnError(double down, double up) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelThresholds(down, up).Validate());

    [Theory]
    [InlineData("1h", "1h")]
    [InlineData("1h", "4h")]
    [InlineData("1h", "24h")]
    [InlineData("4h", "1h")]
    [InlineData("15m", "90m")]
    public void Advance_AnyGaps_EqualsTheBatchAndTheDefinition(string timeframe, string horizon)
    {
        var t = Timeframe.Parse(timeframe);
        var h = Horizon.Parse(horizon);
        Prop.ForAll<int[]>(seeds =>
        {
            var bars = Series(seeds, t);
            var stream = Stream(bars, t, h);
            return stream.SequenceEqual(Batch.Compute(bars, t, h, OnePercent)) && stream.SequenceEqual(ByDefinition(bars, t, h));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("BTC-USDT.1h.2020-2024.csv.gz")]
    [InlineData("XBT-USD.1h.2015-2019.csv.gz")]
    public void Advance_RecordedHours_EqualTheBatch(string file)
    {
        var bars = RecordedRows.Bars(file);
        foreach (var horizon in new[] { Horizon.H1, Horizon.H4, Horizon.H24 })
        {
            Assert.Equal(Batch.Compute(bars, Timeframe.H1, horizon, OnePercent), Stream(bars, Timeframe.H1, horizon));
        }
    }

    [Fact]
    public void Compute_FutureBarsChanged_LabelsAlreadyKnownStay()
    {
        Prop.ForAll<int[], int>((seeds, cut) =>
        {
            var bars = Series(seeds, Timeframe.H1);
            var known = bars.Length == 0 ? 0 : (int)((uint)cut % (uint)bars.Length);
            var changed = bars.Select((b, i) => i <= known ? b : b with { Close = b.Close + 77_777 }).ToArray();
            var before = Batch.Compute(bars.AsSpan(0, Math.Min(bars.Length, known + 1)), Timeframe.H1, Horizon.H4, OnePercent);
            var after = Batch.Compute(changed, Timeframe.H1, Horizon.H4, OnePercent);
            return before.Zip(after).All(p => p.First is null || p.First == p.Second);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Advance_NoBarNearTheOutcomeTime_IsMissing()
    {
        var tracker = new OutcomeTracker(Horizon.H4, Timeframe.H1, OnePercent);
        var hour = Timeframe.H1.Length;
        var resolved = new List<Outcome>();
        tracker.Open(10 * hour, 100);
        tracker.Open(11 * hour, 100);

        tracker.Advance(13 * hour, 103, resolved);
        Assert.Empty(resolved);
        tracker.Advance(15 * hour, 105, resolved);

        Assert.Equal(
            [
                new Outcome(10 * hour, 100, 14 * hour, 0, PriceMove.Flat, Missing: true),
                new Outcome(11 * hour, 100, 15 * hour, (105.0 / 100) - 1, PriceMove.Up, Missing: false),
            ],
            resolved);
    }

    [Fact]
    public void Advance_NothingTradedSinceTheDecision_IsMissingNotFlat()
    {
        var tracker = new OutcomeTracker(Horizon.H1, Timeframe.D1, OnePercent);
        var day = Timeframe.D1.Length;
        var resolved = new List<Outcome>();
        tracker.Advance(day, 100, resolved);
        tracker.Open(day, 100);

        tracker.Advance(2 * day, 200, resolved);

        Assert.True(Assert.Single(resolved).Missing);
    }

    [Fact]
    public void SaveLoad_AfterEveryBar_SameOutcomes()
    {
        Prop.ForAll<int[]>(seeds =>
        {
            var bars = Series(seeds, Timeframe.H1);
            return Stream(bars, Timeframe.H1, Horizon.H4, restart: true).SequenceEqual(Stream(bars, Timeframe.H1, Horizon.H4));
        }).QuickCheckThrowOnFailure();
    }

    private static PriceMove?[] Stream(Bar[] bars, Timeframe timeframe, Horizon horizon, bool restart = false)
    {
        var tracker = new OutcomeTracker(horizon, timeframe, OnePercent);
        var resolved = new List<Outcome>();
        foreach (var bar in bars)
        {
            if (restart)
            {
                var restored = new OutcomeTracker(horizon, timeframe, OnePercent);
                SavedState.Into(SavedState.Of(tracker.Save), restored.Load);
                tracker = restored;
            }

            var close = bar.OpenTime + timeframe.Length;
            tracker.Advance(close, bar.Close, resolved);
            tracker.Open(close, bar.Close);
        }

        var moves = resolved.ToDictionary(o => o.Time, o => o.Missing ? (PriceMove?)null : o.Move);
        return [.. bars.Select(b => moves.GetValueOrDefault(b.OpenTime + timeframe.Length, null))];
    }

    private static PriceMove?[] ByDefinition(Bar[] bars, Timeframe timeframe, Horizon horizon) =>
    [
        .. bars.Select(b =>
        {
            var decided = b.OpenTime + timeframe.Length;
            var due = decided + horizon.Length;
            var usable = bars.Where(o => o.OpenTime + timeframe.Length > decided && o.OpenTime + timeframe.Length <= due).ToList();
            if (bars[^1].OpenTime + timeframe.Length < due || usable.Count == 0)
            {
                return (PriceMove?)null;
            }

            if (due - (usable[^1].OpenTime + timeframe.Length) >= Math.Max(timeframe.Length, horizon.Length / 4))
            {
                return null;
            }

            var change = 100 * ((decimal)usable[^1].Close - b.Close);
            return change < -b.Close ? PriceMove.Down : change > b.Close ? PriceMove.Up : PriceMove.Flat;
        }),
    ];

    private static Bar[] Series(int[] seeds, Timeframe timeframe)
    {
        var slot = 400_000L;
        return
        [
            .. seeds.Select(seed =>
            {
                var random = new Random(seed);
                slot += random.Next(10) == 0 ? random.Next(1, 40) : 1;
                var close = random.NextInt64(9_800, 10_200);
                return new Bar(slot * timeframe.Length, close, close, close, close, 1, 0, 0, 1);
            }),
        ];
    }
}
