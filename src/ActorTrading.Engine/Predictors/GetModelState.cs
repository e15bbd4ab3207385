namespace ActorTrading.Engine.Predictors;

internal sealed record GetModelState
{
    public static GetModelState Instance { get; } = new();
}
