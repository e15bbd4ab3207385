using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

public sealed class OnlineSoftmaxRegressionContract : OnlineClassifierContract<OnlineSoftmaxRegression>
{
    protected override OnlineSoftmaxRegression Create(int features) => new(features, 3);

    protected override IReadOnlyList<double> Importance(OnlineSoftmaxRegression model) => model.Importance;
}
