using ActorTrading.Actors;
using ActorTrading.Engine.Events;

namespace ActorTrading.Engine.Predictors;

/// <summary>One decision bar under way in a predictor: who has answered, who has not.</summary>
internal sealed class PredictorTurn
{
    private readonly bool[] _awaited;

    public PredictorTurn(ForecastRow request, IActorRef replyTo, int models)
    {
        Request = request;
        ReplyTo = replyTo;
        _awaited = new bool[models];
        Probabilities = new double[models * 3];
        Array.Fill(Probabilities, double.NaN);
    }

    public ForecastRow Request { get; }

    public IActorRef ReplyTo { get; }

    public List<ISymbolEvent> Events { get; } = [];

    /// <summary>Models x 3; NaN where a model did not answer.</summary>
    public double[] Probabilities { get; }

    public int Awaiting { get; private set; }

    public bool IsAwaiting(int model) => _awaited[model];

    public void Await(int model)
    {
        _awaited[model] = true;
        Awaiting++;
    }

    public void Answer(int model, double[] probabilities)
    {
        probabilities.CopyTo(Probabilities, model * 3);
        Abstain(model);
    }

    public void Abstain(int model)
    {
        _awaited[model] = false;
        Awaiting--;
    }
}
