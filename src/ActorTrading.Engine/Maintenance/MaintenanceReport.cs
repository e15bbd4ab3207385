using ActorTrading.Market;

namespace ActorTrading.Engine.Maintenance;

/// <summary>What a maintenance run found and did.</summary>
/// <param name="Exchange">As in settings.</param>
/// <param name="StartedAt">µs since the Unix epoch.</param>
/// <param name="CompletedAt">µs since the Unix epoch.</param>
/// <param name="SameKeyRemoved">Rows removed from the whole database because another had the same symbol, timeframe and time.</param>
/// <param name="Series">By symbol and timeframe.</param>
public sealed record MaintenanceReport(string Exchange, bool IsDryRun, long StartedAt, long CompletedAt, long SameKeyRemoved, IReadOnlyList<SeriesMaintenance> Series)
{
    public TimeSpan Duration => TimeSpan.FromMicroseconds(CompletedAt - StartedAt);

    public IReadOnlyList<Symbol> Symbols => [.. Series.Select(s => s.Series.Symbol).Distinct()];

    public IReadOnlyList<Timeframe> Timeframes => [.. Series.Select(s => s.Series.Timeframe).Distinct().Order()];

    public long GapsFound => Series.Sum(s => s.GapsFound);

    public long GapsFilled => Series.Sum(s => s.GapsFilled);

    public long MissingFound => Series.Sum(s => s.MissingFound);

    public long MissingFilled => Series.Sum(s => s.MissingFilled);

    public long DuplicatesFound => SameKeyRemoved + Series.Sum(s => s.DuplicatesFound);

    public long DuplicatesRemoved => SameKeyRemoved + Series.Sum(s => s.DuplicatesRemoved);

    public long InvalidFound => Series.Sum(s => s.InvalidFound);

    public long InvalidFixed => Series.Sum(s => s.InvalidFixed);

    public IReadOnlyList<Leftover> Left => [.. Series.SelectMany(s => s.Left)];

    /// <summary>Nothing is left that could be right.</summary>
    public bool IsClean => Series.All(s => s.Left.Count == 0);
}
