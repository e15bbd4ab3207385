using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

public sealed class AdaptiveRandomForestContract : OnlineClassifierContract<AdaptiveRandomForest>
{
    protected override int Small => 303;

    protected override double Regret => 0.08;

    protected override AdaptiveRandomForest Create(int features) => new(features, 3, new() { Trees = 3 });

    protected override IReadOnlyList<double> Importance(AdaptiveRandomForest model) => model.Importance;
}
