namespace ActorTrading.Actors.Persistence;

/// <summary>Turns an event of the domain into what is stored; a <see cref="Tagged"/> result adds tags.</summary>
public interface IWriteEventAdapter
{
    /// <summary>A hint for <see cref="IReadEventAdapter.FromJournal"/>, kept by journals in memory alone; empty when none is needed.</summary>
    string Manifest(object evt) => string.Empty;

    /// <summary>One stored event for each event of the domain; never null.</summary>
    object ToJournal(object evt);
}
