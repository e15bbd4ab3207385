namespace ActorTrading.Learning.Splitting;

/// <summary>Rows to train on and rows to test on, each ascending; rows in neither were purged.</summary>
public sealed class RowSplit
{
    private readonly int[] _train;
    private readonly int[] _test;

    internal RowSplit(int[] train, int[] test)
    {
        _train = train;
        _test = test;
    }

    /// <summary>Empty when the labels reach so far that purging leaves nothing.</summary>
    public ReadOnlySpan<int> Train => _train;

    public ReadOnlySpan<int> Test => _test;
}
