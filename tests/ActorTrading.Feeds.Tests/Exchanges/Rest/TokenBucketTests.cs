using ActorTrading.Feeds.Exchanges.Rest;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Feeds.Tests.Exchanges.Rest;

public sealed class TokenBucketTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    /// <summary>The law: wherever a window begins, no more is sent in it than may be.</summary>
    [Fact]
    public void Take_AtAnyTimes_StaysWithinTheLimitInEveryWindow() => Prop.ForAll(
        Gen.Choose(1, 50).Zip(Gen.Choose(0, 600).Zip(Gen.Choose(1, 5)).ListOf(200)).ToArbitrary(),
        input =>
        {
            var (permits, takes) = input;
            var bucket = new TokenBucket(new RateLimit("any", permits, Window), 1);
            var now = TimeSpan.Zero;
            var sent = new List<(TimeSpan Time, int Cost)>();
            foreach (var (gap, size) in takes)
            {
                now += TimeSpan.FromMilliseconds(gap < 300 ? 0 : gap - 300);
                var cost = Math.Min(size, permits);
                sent.Add((now + bucket.Take(now, cost), cost));
            }

            foreach (var (begin, _) in sent)
            {
                var inWindow = sent.Where(s => s.Time >= begin && s.Time < begin + Window).Sum(s => s.Cost);
                Assert.True(inWindow <= permits + BiggestCost(sent, permits), $"{inWindow} of {permits} from {begin}");
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Take_Always_UsesMostOfTheLimit()
    {
        var bucket = new TokenBucket(new RateLimit("any", 20, Window), 0.8);

        var last = Enumerable.Range(0, 701).Max(_ => bucket.Take(TimeSpan.Zero, 1));

        Assert.InRange(last.TotalSeconds, 99, 100);
    }

    /// <summary>A request that alone costs more than the burst waits for it and borrows the rest.</summary>
    private static int BiggestCost(List<(TimeSpan Time, int Cost)> sent, int permits) =>
        sent.Max(s => s.Cost) > Math.Max(1, permits / 8) ? sent.Max(s => s.Cost) : 0;
}
