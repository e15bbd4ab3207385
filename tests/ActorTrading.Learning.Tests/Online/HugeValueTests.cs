using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

public sealed class HugeValueTests
{
    [Fact]
    public void PartialFit_OneHugeValueFirst_DoesNotSilenceTheColumn()
    {
        var model = new OnlineSoftmaxRegression(1, 2);
        model.PartialFit([1e300], 0);
        for (var i = 0; i < 5000; i++)
        {
            model.PartialFit([i % 2 == 0 ? -1 : 1], i % 2);
        }

        var p = new double[2];
        model.PredictProba([1], p);

        Assert.True(p[1] > 0.7, $"P(1) is {p[1]}.");
    }
}
