using ActorTrading.Learning.Sequences;
using ActorTrading.Learning.Sequences.Training;

namespace ActorTrading.Learning.Tests.Sequences;

public sealed class AdamTests
{
    [Fact]
    public void Step_TwoSteps_AreWorkedByHand()
    {
        var options = new SequenceTrainingOptions { LearningRate = 0.1 };
        var adam = new Adam(16, options);
        var weights = new float[16];
        var gradient = new float[16];
        gradient[3] = 2;

        // First step: m / (1 - b1) = 2 and v / (1 - b2) = 4, so the step is the rate.
        adam.Step(weights, gradient, factor: 1);
        Assert.Equal(-0.1, weights[3], 1e-6);

        // Second: m = 0.9 * 0.2 - 0.1 = 0.08, v = 0.999 * 0.004 + 0.001 = 0.004996; 0.08 / 0.19 over the root of 0.004996 / 0.001999.
        gradient[3] = -1;
        adam.Step(weights, gradient, factor: 1);
        Assert.Equal(-0.1 - (0.1 * (0.08 / 0.19) / Math.Sqrt(0.004996 / 0.001999)), weights[3], 1e-6);
        Assert.All(weights.Where((_, i) => i != 3), w => Assert.Equal(0, w));
    }

    [Fact]
    public void Clip_BoundsTheLength()
    {
        var gradient = new float[32];
        (gradient[1], gradient[20]) = (3, -4);

        Assert.Equal(5, Adam.Norm(gradient), 1e-12);
        Assert.Equal(0.5, Adam.Norm(gradient) * Adam.Clip(Adam.Norm(gradient), 0.5), 1e-12);
        Assert.Equal(1, Adam.Clip(5, 5.1));
    }
}
