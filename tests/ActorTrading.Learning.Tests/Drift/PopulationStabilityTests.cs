using ActorTrading.Learning.Drift;

namespace ActorTrading.Learning.Tests.Drift;

public sealed class PopulationStabilityTests
{
    [Fact]
    public void Index_PublishedShares_GivesTheWorkedValue() =>
        Assert.Equal(0.228217, PopulationStability.Index([0.25, 0.25, 0.25, 0.25], [0.1, 0.2, 0.3, 0.4]), 6);

    [Fact]
    public void Fit_Uniform_HasTheQuantilesAsEdges()
    {
        var reference = PopulationStability.Fit([.. Enumerable.Range(1, 100).Reverse()], 4);

        Assert.Equal([25, 50, 75], reference.Edges.ToArray());
        Assert.Equal([0.25, 0.25, 0.25, 0.25], reference.Shares.ToArray());
        Assert.Equal(0, reference.Index([.. Enumerable.Range(1, 100)]));
    }

    [Fact]
    public void Index_Sample_CountsItsShares()
    {
        var reference = PopulationStability.Fit([.. Enumerable.Range(1, 100)], 4);

        // One, two, three and four of ten in the bins: the worked value again. 25 is an edge and belongs below it.
        Assert.Equal(0.228217, reference.Index([25, 26, 50, 51, 60, 75, 76, 90, 100, 1000]), 6);
    }

    [Theory]
    [InlineData(4.0)]
    [InlineData(6.0)]
    public void Index_ConstantReference_SeesAnyOtherValue(double other)
    {
        var reference = PopulationStability.Fit([5, 5, 5, 5, 5]);

        Assert.Equal(0, reference.Index([5, 5]));

        // Two bins of 0 and 1 against 1 and 0, with the floor of 1e-4.
        Assert.Equal(2 * (1 - 1e-4) * Math.Log(1e4), reference.Index([other, other]), 6);
    }

    [Fact]
    public void Index_EmptyBin_StaysFinite() => Assert.Equal((0.5 - 1e-4) * Math.Log(5000) + (0.5 * Math.Log(2)), PopulationStability.Index([0.5, 0.5], [0, 1]), 9);

    [Fact]
    public void Load_Saved_GivesTheSame()
    {
        var reference = PopulationStability.Fit(Samples.Rows(1, 500, 1)[0]);

        var copy = PopulationStability.Load(StateCopy.Reader(StateCopy.Bytes(reference.Save)));

        Assert.Equal(reference.Edges.ToArray(), copy.Edges.ToArray());
        Assert.Equal(reference.Shares.ToArray(), copy.Shares.ToArray());
    }

    [Fact]
    public void BadInput_IsNamed()
    {
        Assert.ThrowsAny<ArgumentException>(() => PopulationStability.Fit([]));
        Assert.ThrowsAny<ArgumentException>(() => PopulationStability.Fit([1, 2], 1));
        Assert.Contains("reference[1]", Assert.ThrowsAny<ArgumentException>(() => PopulationStability.Fit([1, double.NaN])).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => PopulationStability.Fit([1, 2]).Index([]));
        Assert.ThrowsAny<ArgumentException>(() => PopulationStability.Index([0.5, 0.5], [1]));
        Assert.Throws<InvalidDataException>(() => PopulationStability.Load(StateCopy.Reader([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xF8, 0x7F, 2, 0, 0, 0, .. new byte[16]])));
    }
}
