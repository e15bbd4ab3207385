namespace ActorTrading.Actors.Persistence;

/// <summary>Turns an event of the domain into what is stored; a <see cref="Tagged"/> result adds tags.</summary>
public interface IWriteEventAdapter
{
    object ToJournal(object evt);
}
