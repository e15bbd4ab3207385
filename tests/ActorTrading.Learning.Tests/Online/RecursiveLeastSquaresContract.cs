using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

public sealed class RecursiveLeastSquaresContract : OnlineRegressorContract<RecursiveLeastSquares>
{
    protected override RecursiveLeastSquares Create(int features) => new(features);

    protected override IReadOnlyList<double> Importance(RecursiveLeastSquares model) => model.Importance;
}
