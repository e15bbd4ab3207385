using ActorTrading.Actors.Persistence;

namespace ActorTrading.Engine.Symbols;

/// <summary>
/// Which snapshots of a symbol are worth trying, remembered from one incarnation of its actor to the next. One that cannot be read, because it is damaged or
/// of another version, is passed over: older ones and the journal have everything. Used by one incarnation at a time.
/// </summary>
internal sealed class SnapshotTrust
{
    private long _newest = long.MaxValue;

    public Recovery Recovery =>
        new(_newest == long.MaxValue ? SnapshotSelectionCriteria.Latest : new SnapshotSelectionCriteria(_newest, DateTime.MaxValue));

    /// <param name="sequenceNr">Number of the snapshot that could not be read.</param>
    public void Distrust(long sequenceNr) => _newest = sequenceNr - 1;

    /// <summary>A newer one was saved, and the newest is what recovery looks for.</summary>
    public void Restore() => _newest = long.MaxValue;
}
