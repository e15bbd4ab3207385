namespace ActorTrading.Benchmarks.Journal;

/// <summary>A small event: eight bytes on disk.</summary>
internal sealed record Note(long Number);
