using ActorTrading.Feeds.Recorded;

namespace ActorTrading.Feeds.Archives;

/// <summary>Reads a whole file and tells everything that is wrong with it. Nothing is changed.</summary>
public static class ArchiveCheck
{
    internal const int RowsBetweenReports = 1 << 16;

    /// <summary>O(rows); memory grows with the breaks in the file, not with its rows.</summary>
    /// <param name="most">Findings kept of each rule; all are counted.</param>
    /// <param name="progress">Rows read so far.</param>
    /// <exception cref="FeedFormatException">The file is missing, damaged, of no known layout, or not what its checksum says.</exception>
    public static ArchiveReport Run(RecordedFileSpec spec, int most = 20, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var file = ArchiveFile.Open(spec);
        var hasChecksum = FileChecksum.Verify(spec.Path);
        var findings = new FindingList(most);
        var report = file.HasTrades
            ? TradeCheck.Run(file, findings, progress, cancellationToken)
            : CandleCheck.Run(file, findings, progress, cancellationToken);
        return report with { HasChecksum = hasChecksum };
    }
}
