namespace ActorTrading.Actors.Tests.Sharding;

internal sealed class SoakStop : IDeadLetterSuppression
{
    public static readonly SoakStop Instance = new();
}
