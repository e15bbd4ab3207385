namespace ActorTrading.Engine.TrainingData;

/// <param name="Rows">Training rows that were computed.</param>
/// <param name="Labels">Futures of rows that were filled in or changed, each horizon by itself.</param>
public readonly record struct TrainingRefresh(long Rows, long Labels);
