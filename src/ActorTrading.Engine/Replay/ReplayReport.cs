namespace ActorTrading.Engine.Replay;

/// <summary>What a journal holds, and whether recomputing it gives the same.</summary>
/// <param name="Differences">Bars, predictions and weights that came out otherwise; 0 when nothing was recomputed.</param>
/// <param name="FirstDifference">The first of them, for people; null when there is none.</param>
/// <param name="Hash">Over bars, predictions and weights of the journal.</param>
public sealed record ReplayReport(long Symbols, long Events, long Ticks, long Bars, long Predictions, long Differences, string? FirstDifference, string Hash);
