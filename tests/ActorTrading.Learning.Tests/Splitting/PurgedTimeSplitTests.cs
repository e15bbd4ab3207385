using ActorTrading.Learning.Splitting;

namespace ActorTrading.Learning.Tests.Splitting;

public sealed class PurgedTimeSplitTests
{
    [Fact]
    public void At_LabelsThatReachTheStart_ArePurged()
    {
        long[] times = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

        var split = PurgedTimeSplit.At(times, validationStart: 6, labelHorizon: 2);

        // Row 4's label is known at 6, inside validation; row 3's at 5.
        Assert.Equal((4, 6, 4, 2), (split.TrainCount, split.ValidationStart, split.ValidationCount, split.Purged));
        Assert.Equal(3, PurgedTimeSplit.At(times, 6, 2, embargo: 1).TrainCount);
    }

    [Fact]
    public void At_ExtremeTimes_DoNotOverflow()
    {
        Assert.Equal((1, 2), Counts(PurgedTimeSplit.At([long.MinValue, 0, long.MaxValue], 5, labelHorizon: 8)));
        Assert.Equal((0, 1), Counts(PurgedTimeSplit.At([-1, 5], 5, long.MaxValue, long.MaxValue)));
        Assert.Equal((1, 1), Counts(PurgedTimeSplit.At([long.MinValue], long.MaxValue, long.MaxValue, long.MaxValue - 1)));

        static (int, int) Counts(PurgedTimeSplit split) => (split.TrainCount, split.ValidationStart);
    }

    [Fact]
    public void At_TimesThatGoBack_NamesTheRow()
    {
        var e = Assert.Throws<ArgumentException>(() => PurgedTimeSplit.At([5, 4], 9, 0));

        Assert.Contains("Row 1", e.Message, StringComparison.Ordinal);
    }
}
