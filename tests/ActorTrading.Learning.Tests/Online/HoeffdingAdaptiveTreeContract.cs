using ActorTrading.Learning.Online;

namespace ActorTrading.Learning.Tests.Online;

public sealed class HoeffdingAdaptiveTreeContract : OnlineClassifierContract<HoeffdingAdaptiveTree>
{
    protected override int Small => 703;

    protected override double Regret => 0.05;

    protected override HoeffdingAdaptiveTree Create(int features) => new(features, 3, new() { GracePeriod = 100, TieThreshold = 0.2 });

    protected override IReadOnlyList<double> Importance(HoeffdingAdaptiveTree model) => model.Importance;
}
