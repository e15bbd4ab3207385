namespace ActorTrading.Actors.Sharding;

/// <summary>Marks questions to a <see cref="ShardRegion"/>; they change nothing.</summary>
public interface IShardRegionQuery;
