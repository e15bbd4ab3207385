using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

public sealed class PassiveAggressiveClassifierContract : OnlineClassifierContract<PassiveAggressiveClassifier>
{
    protected override double Regret => 0.03;

    protected override PassiveAggressiveClassifier Create(int features) => new(features, 3);

    protected override IReadOnlyList<double> Importance(PassiveAggressiveClassifier model) => model.Importance;
}
