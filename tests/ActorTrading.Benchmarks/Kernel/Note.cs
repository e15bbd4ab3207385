namespace ActorTrading.Benchmarks.Kernel;

/// <summary>A small event: eight bytes on disk.</summary>
internal sealed record Note(long Number);
