using ActorTrading.Learning.Splitting;

namespace ActorTrading.Learning.Selection;

/// <summary>Trains on one table and returns the mean loss on another, lower is better. Called from several threads at once, so it must not change anything outside, and must depend on its arguments alone.</summary>
/// <param name="train">The training rows, with the columns under trial alone.</param>
/// <param name="test">The test rows, same columns.</param>
/// <param name="split">Which rows these were: the way to the labels.</param>
public delegate double FoldLoss(Matrix train, Matrix test, RowSplit split);
