namespace ActorTrading.Actors.Persistence;

/// <summary>What a <see cref="RecoveryRun"/> reports to its actor.</summary>
internal abstract class RecoveryEvent : INotInfluenceReceiveTimeout, IDeadLetterSuppression
{
    public RecoveryRun? Run { get; set; }

    public sealed class Granted : RecoveryEvent;

    public sealed class Snapshot(SelectedSnapshot selected) : RecoveryEvent
    {
        public SelectedSnapshot Selected { get; } = selected;
    }

    public sealed class Events(IReadOnlyList<PersistentRepr> batch) : RecoveryEvent
    {
        public IReadOnlyList<PersistentRepr> Batch { get; } = batch;
    }

    public sealed class Done(long highestSequenceNr) : RecoveryEvent
    {
        public long HighestSequenceNr { get; } = highestSequenceNr;
    }

    public sealed class Failed(Exception cause) : RecoveryEvent
    {
        public Exception Cause { get; } = cause;
    }

    public sealed class Tick : RecoveryEvent;
}
