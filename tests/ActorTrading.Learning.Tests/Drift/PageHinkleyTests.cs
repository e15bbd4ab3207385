using ActorTrading.Learning.Drift;

namespace ActorTrading.Learning.Tests.Drift;

public sealed class PageHinkleyTests
{
    private static readonly double[] Rise = [.. Enumerable.Repeat(0.0, 40), .. Enumerable.Repeat(2.0, 20)];

    [Fact]
    public void Add_FortyZerosThenTwos_AlarmsAtTheWorkedValue()
    {
        var test = new PageHinkley(new() { Threshold = 20 });

        Assert.Equal(51, Array.FindIndex(Rise, v => test.Add(v) == DriftState.Drift));
        Assert.Equal(20.68816, test.Rise, 5);
    }

    [Fact]
    public void Add_AfterTheAlarm_StartsOver()
    {
        var test = new PageHinkley(new() { Threshold = 20 });
        for (var i = 0; i < 52; i++)
        {
            test.Add(Rise[i]);
        }

        Assert.All(Enumerable.Repeat(2.0, 500), v => Assert.Equal(DriftState.None, test.Add(v)));
        Assert.Equal(0, test.Rise);
    }

    [Fact]
    public void Add_Fall_IsADriftOnlyWithTwoSides()
    {
        var one = new PageHinkley(new() { Threshold = 20 });
        var two = new PageHinkley(new() { Threshold = 20, TwoSided = true });

        Assert.Equal(-1, Array.FindIndex(Rise, v => one.Add(-v) == DriftState.Drift));
        Assert.Equal(51, Array.FindIndex(Rise, v => two.Add(-v) == DriftState.Drift));
        Assert.Equal(20.68816, two.Fall, 5);
    }

    [Fact]
    public void Add_WithinTheWarmUp_SaysNothing()
    {
        var test = new PageHinkley(new() { Threshold = 1, WarmUp = 30 });

        Assert.Equal(29, Array.FindIndex([.. Enumerable.Range(0, 40).Select(i => i * 10.0)], v => test.Add(v) == DriftState.Drift));
    }
}
