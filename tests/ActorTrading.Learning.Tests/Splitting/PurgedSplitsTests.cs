using ActorTrading.Learning.Splitting;

namespace ActorTrading.Learning.Tests.Splitting;

public sealed class PurgedSplitsTests
{
    /// <summary>Ascending times with ties and labels of mixed lengths.</summary>
    private static (long[] Starts, long[] Ends) Rows(int count, int seed)
    {
        var random = new Random(seed);
        var starts = new long[count];
        for (var i = 1; i < count; i++)
        {
            starts[i] = starts[i - 1] + random.Next(4);
        }

        return (starts, [.. starts.Select(t => t + random.Next(7))]);
    }

    public static TheoryData<int, int, int, long> Shapes()
    {
        var shapes = new TheoryData<int, int, int, long>();
        for (var seed = 0; seed < 24; seed++)
        {
            var random = new Random(seed);
            var groups = random.Next(2, 7);
            shapes.Add(seed, groups, random.Next(1, groups), random.Next(0, 6));
        }

        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Combinatorial_EverySplit_IsWhatTheDefinitionLeaves(int seed, int groups, int testGroups, long embargo)
    {
        var (starts, ends) = Rows(12 + (seed * 2), seed);
        var splits = CombinatorialPurgedSplits.Of(starts, ends, groups, testGroups, embargo);
        var tested = new int[starts.Length];

        for (var s = 0; s < splits.SplitCount; s++)
        {
            var test = splits.Split(s).Test.ToArray();
            var train = splits.Split(s).Train.ToArray();
            Array.ForEach(test, row => tested[row]++);
            Assert.Equal(splits.TestedGroups(s).ToArray().SelectMany(g => Range(splits.Rows(g))), test);

            // Alone and without any code in common: a row trains unless it is tested, meets a tested label or follows one too soon.
            var blocks = splits.TestedGroups(s).ToArray()
                .Select(g => Range(splits.Rows(g)).ToArray())
                .Select(rows => (From: rows.Min(r => starts[r]), To: rows.Max(r => ends[r])))
                .ToArray();
            var expected = Enumerable.Range(0, starts.Length).Except(test).Where(i =>
                blocks.All(b => !(starts[i] <= b.To && ends[i] >= b.From) && !(starts[i] > b.To && starts[i] <= b.To + embargo)));
            Assert.Equal(expected, train);
            Assert.DoesNotContain(train, i => test.Any(j => starts[i] <= ends[j] && ends[i] >= starts[j]));
        }

        Assert.All(tested, times => Assert.Equal(splits.PathCount, times));
        Assert.Equal(splits.SplitCount * testGroups, splits.PathCount * groups);
    }

    [Theory]
    [InlineData(6, 2, 15, 5)]
    [InlineData(5, 3, 10, 6)]
    [InlineData(10, 8, 45, 36)]
    public void Combinatorial_Paths_UseEveryTestedGroupOnce(int groups, int testGroups, int splitCount, int pathCount)
    {
        var (starts, ends) = Rows(40, 1);

        var splits = CombinatorialPurgedSplits.Of(starts, ends, groups, testGroups);

        Assert.Equal((splitCount, pathCount, groups), (splits.SplitCount, splits.PathCount, splits.GroupCount));
        var used = new HashSet<(int, int)>();
        for (var path = 0; path < pathCount; path++)
        {
            for (var group = 0; group < groups; group++)
            {
                var split = splits.SplitOf(path, group);
                Assert.Contains(group, splits.TestedGroups(split).ToArray());
                Assert.True(used.Add((split, group)));
            }
        }

        Assert.Equal(splitCount * testGroups, used.Count);
    }

    [Fact]
    public void KFold_HandWorked_PurgesAndEmbargoes()
    {
        var starts = Enumerable.Range(0, 9).Select(i => (long)i).ToArray();
        var ends = starts.Select(t => t + 1).ToArray();

        var middle = PurgedKFold.Split(starts, ends, folds: 3, embargo: 1)[1];

        // Tested labels span 3 to 6: row 2's label ends at 3, row 6 starts at 6, row 7 within the embargo.
        Assert.Equal([3, 4, 5], middle.Test.ToArray());
        Assert.Equal([0, 1, 8], middle.Train.ToArray());
    }

    [Fact]
    public void WalkForward_TrainsOnThePastAlone()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (starts, ends) = Rows(30 + seed, seed);
            var embargo = seed % 4;
            var splits = PurgedWalkForward.Split(starts, ends, folds: 4, embargo);
            var rolling = PurgedWalkForward.Split(starts, ends, folds: 4, embargo, maxTrainRows: 5);

            Assert.Equal(4, splits.Count);
            Assert.Equal(Enumerable.Range(splits[0].Test[0], starts.Length - splits[0].Test[0]), splits.SelectMany(s => s.Test.ToArray()));
            for (var fold = 0; fold < 4; fold++)
            {
                var moment = starts[splits[fold].Test[0]];
                var expected = Enumerable.Range(0, splits[fold].Test[0]).Where(i => ends[i] + embargo < moment).ToArray();
                Assert.Equal(expected, splits[fold].Train.ToArray());
                Assert.Equal(expected.TakeLast(5), rolling[fold].Train.ToArray());
            }
        }
    }

    [Fact]
    public void ExtremeTimes_DoNotOverflow()
    {
        long[] starts = [long.MinValue, -1, 0, long.MaxValue];

        Assert.Equal([0, 1], PurgedKFold.Split(starts, starts, 2, long.MaxValue)[1].Train.ToArray());
        Assert.DoesNotContain(2, PurgedKFold.Split(starts, starts, 2, long.MaxValue)[0].Train.ToArray());
        Assert.Equal([0], PurgedWalkForward.Split(starts, starts, 3, 5)[1].Train.ToArray());
    }

    [Fact]
    public void BadInput_NamesIt()
    {
        Assert.Contains("Row 1 starts at 1", Refusal([2, 1], [3, 3]), StringComparison.Ordinal);
        Assert.Contains("row 0 ends at 1", Refusal([2, 3], [1, 3]), StringComparison.Ordinal);
        Assert.Contains("ends has 1 values", Refusal([2, 3], [4]), StringComparison.Ordinal);
        Assert.Contains("folds is 2", Refusal([2], [4]), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PurgedWalkForward.Split([1, 2], [1, 2], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => PurgedWalkForward.Split([1, 2], [1, 2], 1, embargo: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PurgedWalkForward.Split([], [], 1));
        var many = new long[60];
        Assert.Contains(
            "30 groups out of 60",
            Assert.Throws<ArgumentOutOfRangeException>(() => CombinatorialPurgedSplits.Of(many, many, 60, 30)).Message,
            StringComparison.Ordinal);

        var splits = CombinatorialPurgedSplits.Of(many, many, 4, 2);
        Assert.Contains("split is 6", Assert.Throws<ArgumentOutOfRangeException>(() => splits.TestedGroups(6).Length).Message, StringComparison.Ordinal);
        Assert.Contains("split is -1", Assert.Throws<ArgumentOutOfRangeException>(() => splits.TestedGroups(-1).Length).Message, StringComparison.Ordinal);

        static string Refusal(long[] starts, long[] ends) => Assert.ThrowsAny<ArgumentException>(() => PurgedKFold.Split(starts, ends, 2)).Message;
    }

    private static IEnumerable<int> Range((int First, int End) rows) => Enumerable.Range(rows.First, rows.End - rows.First);
}
