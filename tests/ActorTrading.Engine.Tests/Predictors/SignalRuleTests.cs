using ActorTrading.Engine.Predictors;
using ActorTrading.Market;

namespace ActorTrading.Engine.Tests.Predictors;

public sealed class SignalRuleTests
{
    [Theory]
    [InlineData(0.1, 0.2, 0.7, Signal.Buy)]
    [InlineData(0.7, 0.2, 0.1, Signal.Sell)]
    [InlineData(0.1, 0.8, 0.1, Signal.Hold)]
    [InlineData(0.2, 0.2, 0.6, Signal.Buy)]
    public void Decide_LikelyEnough_IsTheLikeliestMove(double down, double flat, double up, Signal signal) =>
        Assert.Equal((signal, null), SignalRule.Decide([down, flat, up], answered: true, threshold: 0.6));

    [Fact]
    public void Decide_BelowTheThreshold_HoldsAndSaysWhy() => Assert.Equal(
        (Signal.Hold, "confidence 0.599 is below 0.600"), SignalRule.Decide([0.2, 0.2005, 0.5995 - 0.0001], answered: true, threshold: 0.6));

    [Fact]
    public void Decide_NobodyAnswered_HoldsAndSaysWhy() =>
        Assert.Equal((Signal.Hold, "no model answered"), SignalRule.Decide([0, 0, 1], answered: false, threshold: 0.6));
}
