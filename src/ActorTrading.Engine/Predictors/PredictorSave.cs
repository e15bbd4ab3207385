using ActorTrading.Actors;

namespace ActorTrading.Engine.Predictors;

/// <summary>A predictor gathering its models' states.</summary>
internal sealed class PredictorSave(IActorRef replyTo, int models)
{
    private int _missing = models;

    public IActorRef ReplyTo { get; } = replyTo;

    public byte[][] States { get; } = new byte[models][];

    /// <summary>True when the last one has come.</summary>
    public bool Add(int model, byte[] state)
    {
        if (States[model] is null)
        {
            _missing--;
        }

        States[model] = state;
        return _missing == 0;
    }
}
