namespace ActorTrading.Actors.Persistence.Query;

/// <summary>
/// Reads events that persistent actors have stored. What a read journal can answer is told by the query interfaces it implements. Every query is cold:
/// it begins with each enumeration and ends with its disposal or its token, and reads only as fast as it is consumed.
/// </summary>
public interface IReadJournal;
