namespace ActorTrading.Learning.Selection;

/// <summary>One step of forward selection.</summary>
/// <param name="Column">The column added.</param>
/// <param name="Loss">Cross-validated loss with it and all columns before it.</param>
public readonly record struct SelectedColumn(int Column, double Loss);
