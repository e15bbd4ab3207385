using ActorTrading.Engine.Models;
using ActorTrading.Engine.Symbols;
using ActorTrading.Market;

namespace ActorTrading.Engine.Tests.Running;

/// <summary>An expert whose answer depends on everything it has seen since it was made: a lost, doubled or reordered step shows.</summary>
internal sealed class ScriptedModel(ModelScript script, Horizon horizon, string name) : IForecastModel
{
    private double _state = name.Length;

    public string Name => name;

    public string Version => "1";

    public void Observe(FeatureRow row) => _state = (0.9 * _state) + row.BarReturn + (row.Time / 6e7 % 7);

    public void Learn(LabelledRow row) => _state = (0.7 * _state) + (int)row.Move + row.Return + row.Row.Features[0];

    public void Predict(FeatureRow row, Span<double> probabilities)
    {
        var up = 0.25 + (0.2 * Math.Sin(_state));
        var down = 0.25 + (0.2 * Math.Cos(_state * 1.7));
        probabilities[0] = down;
        probabilities[1] = 1 - up - down;
        probabilities[2] = up;
        switch (script.Meet(horizon, name, row.Time))
        {
            case Fault.Throw:
                throw new InvalidOperationException(script.Message);
            case Fault.NotANumber:
                probabilities[1] = double.NaN;
                break;
            case Fault.SumIsNotOne:
                probabilities[1] += 0.5;
                break;
            case Fault.Hang:
                script.Release.Wait(TimeSpan.FromSeconds(60));
                break;
        }
    }

    public void Save(BinaryWriter writer) => writer.Write(_state);

    public void Load(BinaryReader reader) => _state = reader.ReadDouble();
}
