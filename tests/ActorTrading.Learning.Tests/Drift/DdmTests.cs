using ActorTrading.Learning.Drift;

namespace ActorTrading.Learning.Tests.Drift;

public sealed class DdmTests
{
    [Fact]
    public void Add_TenErrorsOfAHundred_KnowsTheDeviation()
    {
        var ddm = new Ddm();
        for (var i = 0; i < 100; i++)
        {
            ddm.Add(i % 10 == 9 ? 1 : 0);
        }

        Assert.Equal(0.1, ddm.Rate, 12);
        Assert.Equal(0.03, ddm.Deviation, 12);
    }

    /// <summary>
    /// After 100 outcomes p = 0.1, s = 0.03 is the least. With k errors more p = (10 + k)/(100 + k): the limits 0.16 and 0.19 are passed
    /// by p + s = 0.1429 + 0.0342 = 0.1770 at k = 5 (0.1346 + 0.0335 = 0.1681 at 4, 0.1262 + 0.0327 = 0.1590 at 3), and by
    /// 0.1589 + 0.0353 = 0.1942 at k = 7 (0.1509 + 0.0348 = 0.1857 at 6).
    /// </summary>
    [Fact]
    public void Add_ErrorsInARow_WarnsThenDrifts()
    {
        var ddm = new Ddm();
        for (var i = 0; i < 100; i++)
        {
            ddm.Add(i % 10 == 0 ? 1 : 0);
        }

        var states = Enumerable.Range(0, 7).Select(_ => ddm.Add(1)).ToArray();

        Assert.Equal([DriftState.None, DriftState.None, DriftState.None, DriftState.Warning, DriftState.Warning, DriftState.Warning, DriftState.Drift], states);
        Assert.Equal(0, ddm.Rate);
    }

    [Fact]
    public void Add_FirstErrorAfterALongGoodTime_IsNoDrift()
    {
        var ddm = new Ddm();
        for (var i = 0; i < 1000; i++)
        {
            ddm.Add(0);
        }

        Assert.Equal(DriftState.None, ddm.Add(1));
        Assert.Contains(DriftState.Drift, Enumerable.Range(0, 20).Select(_ => ddm.Add(1)));
    }

    [Fact]
    public void Add_NoErrorRate_IsRefused() => Assert.Contains("1.5", Assert.Throws<ArgumentOutOfRangeException>(() => new Ddm().Add(1.5)).Message, StringComparison.Ordinal);
}
