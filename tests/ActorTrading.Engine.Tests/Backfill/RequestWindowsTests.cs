using ActorTrading.Engine.Backfill;
using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Tests.Backfill;

public sealed class RequestWindowsTests
{
    private const long Minute = 60_000_000;
    private static readonly TimeRange Range = Slots(0, 1000);

    [Fact]
    public void NothingWanted_NoWindows() => Assert.Empty(RequestWindows.Over([], Range, Timeframe.M1, 300));

    [Fact]
    public void Everything_TilesFromTheNewestOn() =>
        Assert.Equal([Slots(700, 1000), Slots(400, 700), Slots(100, 400), Slots(0, 100)], RequestWindows.Over([Range], Range, Timeframe.M1, 300));

    [Fact]
    public void Hole_IsAskedForWithItsNeighbours() =>
        Assert.Equal([Slots(499, 504)], RequestWindows.Over([Slots(500, 503)], Range, Timeframe.M1, 300));

    [Fact]
    public void HolesThatFitIntoOneRequest_AreAskedForAtOnce() =>
        Assert.Equal([Slots(479, 504), Slots(9, 12)], RequestWindows.Over([Slots(10, 11), Slots(480, 481), Slots(500, 503)], Range, Timeframe.M1, 300));

    [Fact]
    public void Windows_OfAnyHoles_HoldAllOfThemWithinTheLimitsNewestFirst()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var most = random.Next(3, 40);
            var present = Enumerable.Range(0, 1000).Where(_ => random.Next(100) < seed % 100).Select(i => i * Minute).ToArray();
            var missing = GapSearch.Missing(present, Range, Timeframe.M1);

            var windows = RequestWindows.Over(missing, Range, Timeframe.M1, most);

            Assert.All(windows, w => Assert.True(w.Bars(Timeframe.M1) <= most && w.From >= Range.From && w.To <= Range.To && w.From % Minute == 0));
            Assert.Empty(RequestWindows.Without(missing, RequestWindows.Joined(windows)));
            Assert.Equal(windows.OrderByDescending(w => w.To), windows);

            // Without the neighbours no plan needs fewer requests than this greedy one needs slots far enough apart.
            var least = 0;
            var covered = long.MaxValue;
            foreach (var slot in missing.SelectMany(m => Enumerable.Range(0, (int)m.Bars(Timeframe.M1)).Select(i => m.From + (i * Minute))).Reverse())
            {
                if (slot < covered)
                {
                    least++;
                    covered = slot - ((most - 1) * Minute);
                }
            }

            Assert.InRange(windows.Count, least, (least * most / (most - 2)) + 1);
        }
    }

    [Fact]
    public void JoinedAndWithout_AreASetsUnionAndDifference()
    {
        var random = new Random(5);
        for (var i = 0; i < 500; i++)
        {
            TimeRange[] left = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Some(random))];
            TimeRange[] right = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Some(random))];

            var rest = RequestWindows.Without(RequestWindows.Joined(left), RequestWindows.Joined(right));

            for (var t = 0; t < 60; t++)
            {
                Assert.Equal(left.Any(r => r.Contains(t)) && !right.Any(r => r.Contains(t)), rest.Any(r => r.Contains(t)));
            }
        }
    }

    private static TimeRange Some(Random random)
    {
        var from = random.Next(50);
        return new TimeRange(from, from + random.Next(10));
    }

    private static TimeRange Slots(long from, long to) => new(from * Minute, to * Minute);
}
