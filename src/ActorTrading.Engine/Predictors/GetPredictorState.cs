namespace ActorTrading.Engine.Predictors;

internal sealed record GetPredictorState
{
    public static GetPredictorState Instance { get; } = new();
}
