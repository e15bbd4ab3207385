using System.Collections.Immutable;

namespace ActorTrading.Actors.Sharding;

/// <summary>What a shard and the store of its remembered entities say to each other. One update at a time.</summary>
internal static class RememberEntitiesShardStore
{
    public sealed class GetEntities : IDeadLetterSuppression
    {
        public static readonly GetEntities Instance = new();

        private GetEntities()
        {
        }
    }

    public sealed record RememberedEntities(ImmutableArray<string> Entities) : IDeadLetterSuppression;

    /// <summary>Answered by <see cref="UpdateDone"/> once it is durable. Doing it twice is the same as once.</summary>
    public sealed record Update(ImmutableArray<string> Started, ImmutableArray<string> Stopped) : IDeadLetterSuppression;

    public sealed record UpdateDone(Update Update) : IDeadLetterSuppression;
}
