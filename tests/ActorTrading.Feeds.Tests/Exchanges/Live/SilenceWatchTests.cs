using ActorTrading.Feeds.Exchanges.Live;

namespace ActorTrading.Feeds.Tests.Exchanges.Live;

public sealed class SilenceWatchTests
{
    [Fact]
    public void IsSilent_AfterManyTimesTheUsualInterval_WithinItsBounds()
    {
        var watch = new SilenceWatch(20, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2));
        watch.Begin(TimeSpan.Zero);
        Assert.False(watch.IsSilent(TimeSpan.FromSeconds(119)));
        Assert.True(watch.IsSilent(TimeSpan.FromSeconds(121)));

        for (var second = 1; second <= 30; second++)
        {
            watch.Arrived(TimeSpan.FromSeconds(second));
        }

        Assert.Equal(20, watch.Limit.TotalSeconds, 6);
        Assert.False(watch.IsSilent(TimeSpan.FromSeconds(49)));
        Assert.True(watch.IsSilent(TimeSpan.FromSeconds(51)));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(60_000, 120)]
    public void Limit_FastAndSlowMarkets_StaysWithinItsBounds(int millisecondsBetween, double seconds)
    {
        var watch = new SilenceWatch(20, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2));

        for (var i = 1; i <= 100; i++)
        {
            watch.Arrived(TimeSpan.FromMilliseconds((long)i * millisecondsBetween));
        }

        Assert.Equal(seconds, watch.Limit.TotalSeconds);
    }

    [Fact]
    public void Next_Failures_DoublesUpToTheLimitWithARandomPartTakenOff()
    {
        var delay = new ReconnectDelay(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), seed: 7);
        var same = new ReconnectDelay(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), seed: 7);

        foreach (var full in (int[])[1, 2, 4, 8, 16, 30, 30])
        {
            var next = delay.Next();
            Assert.InRange(next.TotalSeconds, full / 2.0, full);
            Assert.Equal(next, same.Next());
        }

        delay.Succeeded();
        Assert.InRange(delay.Next().TotalSeconds, 0.5, 1);
    }
}
