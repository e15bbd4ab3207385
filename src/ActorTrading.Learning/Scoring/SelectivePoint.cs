namespace ActorTrading.Learning.Scoring;

/// <summary>What answering only the more confident cases gives.</summary>
/// <param name="Threshold">Least confidence answered.</param>
/// <param name="Coverage">Share of the cases answered.</param>
/// <param name="Accuracy">Share of the answered cases that were right.</param>
public readonly record struct SelectivePoint(double Threshold, double Coverage, double Accuracy);
