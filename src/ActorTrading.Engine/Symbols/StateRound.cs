using ActorTrading.Actors;
using ActorTrading.Engine.Predictors;
using ActorTrading.Market;

namespace ActorTrading.Engine.Symbols;

/// <summary>A symbol gathering its predictors' states for a snapshot.</summary>
internal sealed class StateRound(int predictors, IActorRef replyTo)
{
    public IActorRef ReplyTo { get; } = replyTo;

    public Dictionary<Horizon, byte[]> States { get; } = [];

    /// <summary>True when the last one has come.</summary>
    public bool Add(PredictorState state)
    {
        States[state.Horizon] = state.State;
        return States.Count == predictors;
    }
}
