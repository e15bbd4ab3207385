using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

public sealed class PassiveAggressiveRegressorContract : OnlineRegressorContract<PassiveAggressiveRegressor>
{
    protected override PassiveAggressiveRegressor Create(int features) => new(features);

    protected override IReadOnlyList<double> Importance(PassiveAggressiveRegressor model) => model.Importance;
}
