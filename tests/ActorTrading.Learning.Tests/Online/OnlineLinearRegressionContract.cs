using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

public sealed class OnlineLinearRegressionContract : OnlineRegressorContract<OnlineLinearRegression>
{
    protected override OnlineLinearRegression Create(int features) => new(features, new() { L2 = 0 });

    protected override IReadOnlyList<double> Importance(OnlineLinearRegression model) => model.Importance;
}
