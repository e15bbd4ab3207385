namespace ActorTrading.Actors;

/// <summary>Never leaves the process.</summary>
public interface INoSerializationVerificationNeeded;
