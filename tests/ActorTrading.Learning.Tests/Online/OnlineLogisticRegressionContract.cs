using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

public sealed class OnlineLogisticRegressionContract : OnlineClassifierContract<OnlineLogisticRegression>
{
    protected override int Classes => 2;

    protected override OnlineLogisticRegression Create(int features) => new(features);

    protected override IReadOnlyList<double> Importance(OnlineLogisticRegression model) => model.Importance;
}
