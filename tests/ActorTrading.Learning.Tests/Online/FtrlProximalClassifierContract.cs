using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

public sealed class FtrlProximalClassifierContract : OnlineClassifierContract<FtrlProximalClassifier>
{
    protected override FtrlProximalClassifier Create(int features) => new(features, 3);

    protected override IReadOnlyList<double> Importance(FtrlProximalClassifier model) => model.Importance;
}
