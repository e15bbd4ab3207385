using ActorTrading.Engine.Events;

namespace ActorTrading.Engine.Predictors;

/// <summary>Tells the supervisor which model failed where.</summary>
internal sealed class ModelFailureException(string model, long time, ModelFailure failure, string detail, Exception? cause = null)
    : Exception($"Model {model} at {time}: {detail}", cause)
{
    public string Model { get; } = model;

    public long Time { get; } = time;

    public ModelFailure Failure { get; } = failure;

    public string Detail { get; } = detail;
}
