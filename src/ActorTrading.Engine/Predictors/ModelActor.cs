using System.Text;
using ActorTrading.Actors;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Models;

namespace ActorTrading.Engine.Predictors;

/// <summary>Owns one model. Whatever goes wrong in it surfaces here as a <see cref="ModelFailureException"/> for the supervisor; a restart makes a fresh model.</summary>
internal sealed class ModelActor : ReceiveActor
{
    private const double SumTolerance = 1e-6;
    private const int LongestDetail = 200;

    private readonly IForecastModel _model;

    public ModelActor(ModelSpec spec)
    {
        _model = spec.Create();
        Receive<ModelStep>(Handle);
        Receive<RestoreModel>(Handle);
        Receive<GetModelState>(_ => Sender.Tell(new ModelState(_model.Name, Serialized.From(_model.Save))));
    }

    private void Handle(ModelStep step)
    {
        var probabilities = step.Predict ? new double[3] : [];
        try
        {
            _model.Observe(step.Row);
            foreach (var row in step.Learn)
            {
                _model.Learn(row);
            }

            if (step.Predict)
            {
                _model.Predict(step.Row, probabilities);
            }
        }
        catch (Exception cause)
        {
            throw new ModelFailureException(_model.Name, step.Row.Time, ModelFailure.Exception, Shorten($"{cause.GetType().Name}: {cause.Message}"), cause);
        }

        if (step.Predict && !IsDistribution(probabilities))
        {
            throw new ModelFailureException(
                _model.Name, step.Row.Time, ModelFailure.NotADistribution, FormattableString.Invariant($"answered {probabilities[0]}, {probabilities[1]}, {probabilities[2]}"));
        }

        Sender.Tell(new ModelAnswer(_model.Name, step.Row.Time, probabilities));
    }

    /// <summary>At most so long, and valid Unicode whatever the model said or wherever the cut falls: else the journal would refuse the event.</summary>
    private static string Shorten(string detail)
    {
        var valid = new StringBuilder(LongestDetail);
        foreach (var rune in detail.EnumerateRunes())
        {
            if (valid.Length + rune.Utf16SequenceLength > LongestDetail)
            {
                break;
            }

            valid.Append(rune.ToString());
        }

        return valid.ToString();
    }

    private void Handle(RestoreModel restore) => Serialized.Into(restore.State, _model.Load);

    private static bool IsDistribution(ReadOnlySpan<double> p)
    {
        var sum = 0.0;
        foreach (var x in p)
        {
            // Written so that NaN fails it.
            if (!(x >= 0 && x <= 1))
            {
                return false;
            }

            sum += x;
        }

        return Math.Abs(sum - 1) <= SumTolerance;
    }
}
