namespace ActorTrading.Actors.Sharding;

/// <summary>Marks what changes the sharding itself.</summary>
public interface IShardRegionCommand;
