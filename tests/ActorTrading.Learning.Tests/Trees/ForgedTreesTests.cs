using ActorTrading.Learning.Trees;

namespace ActorTrading.Learning.Tests.Trees;

/// <summary>Bytes of a careful liar: a saved ensemble is believed only where its answers stay finite.</summary>
public sealed class ForgedTreesTests
{
    [Fact]
    public void Load_AsWritten_Answers()
    {
        var model = Load(features: 1, cuts: [1, 2], leaf: 3, importance: 1);

        Assert.Equal(3, model.Predict([0]));
    }

    [Fact]
    public void Load_LeafThatCouldOverflowTheSum_IsRefused() =>
        Assert.Contains("leaf", Refusal(features: 1, cuts: [1], leaf: 1.7e308, importance: 1), StringComparison.Ordinal);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.5)]
    public void Load_ImportanceThatIsNoShare_IsRefused(double share) =>
        Assert.Contains("importance", Refusal(features: 1, cuts: [1], leaf: 1, importance: share), StringComparison.Ordinal);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 1)]
    [InlineData(1, double.NaN)]
    [InlineData(double.NaN, 1)]
    public void Load_CutsThatDoNotAscend_AreRefused(double first, double second) =>
        Assert.Contains("cut", Refusal(features: 1, cuts: [first, second], leaf: 1, importance: 1), StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 20)]
    public void Load_CountOfColumnsThatNoFitHas_IsRefused(int features) =>
        Assert.Contains($"features is {features}", Refusal(features, cuts: [], leaf: 1, importance: 0), StringComparison.Ordinal);

    private static string Refusal(int features, double[] cuts, double leaf, double importance) =>
        Assert.Throws<InvalidDataException>(() => Load(features, cuts, leaf, importance)).Message;

    /// <summary>A regressor of one round and depth 1, written by hand.</summary>
    private static GradientBoostedRegressor Load(int features, double[] cuts, double leaf, double importance)
    {
        var bytes = StateCopy.Bytes(writer =>
        {
            writer.Write((byte)1);
            OptionsCodec.Write(writer, new GradientBoostedRegressorOptions { Rounds = 1, MaxDepth = 1 });
            writer.Write(features);
            for (var f = 0; f < features; f++)
            {
                BinaryState.Write(writer, cuts);
            }

            BinaryState.Write(writer, [0.0]);
            BinaryState.Write(writer, [.. Enumerable.Repeat(importance, features)]);
            writer.Write(2);
            writer.Write((uint)byte.MaxValue);
            writer.Write((uint)byte.MaxValue);
            BinaryState.Write(writer, [leaf, leaf]);
            writer.Write(0);
        });
        using var reader = StateCopy.Reader(bytes);
        return GradientBoostedRegressor.Load(reader);
    }
}
