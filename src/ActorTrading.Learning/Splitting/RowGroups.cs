namespace ActorTrading.Learning.Splitting;

/// <summary>Rows in neighbouring groups whose sizes differ by one at most.</summary>
internal static class RowGroups
{
    public static int Start(int rows, int groups, int group) => (int)((long)rows * group / groups);
}
