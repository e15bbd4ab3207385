namespace ActorTrading.Learning.Optimization;

/// <summary>Where a minimisation ended.</summary>
/// <param name="Value">The function there.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="GradientNorm">Largest absolute component of the gradient there.</param>
internal readonly record struct Optimum(double Value, int Iterations, double GradientNorm);
