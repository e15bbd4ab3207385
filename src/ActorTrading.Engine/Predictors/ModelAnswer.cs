namespace ActorTrading.Engine.Predictors;

/// <param name="Probabilities">Down, flat, up; empty when the step did not ask for a prediction.</param>
internal sealed record ModelAnswer(string Model, long Time, double[] Probabilities);
