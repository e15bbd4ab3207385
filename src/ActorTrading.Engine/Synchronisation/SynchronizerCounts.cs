namespace ActorTrading.Engine.Synchronisation;

/// <summary>Counts from several threads.</summary>
internal sealed class SynchronizerCounts
{
    public long Received;
    public long Refused;
    public long Inserted;
    public long Revised;
    public long Healed;
    public long FailedFetches;
    public long Looks;
    private volatile string? _problem;

    /// <summary>Keeps it as the newest thing that went wrong.</summary>
    public void Note(string problem) => _problem = problem;

    public SynchronizerStatus Status => new(
        Interlocked.Read(ref Received), Interlocked.Read(ref Refused), Interlocked.Read(ref Inserted), Interlocked.Read(ref Revised),
        Interlocked.Read(ref Healed), Interlocked.Read(ref FailedFetches), Interlocked.Read(ref Looks), _problem);
}
