namespace ActorTrading.Learning.Scoring;

/// <summary>One row of a reliability table: what was promised between two confidences, and what came.</summary>
/// <param name="Low">Lower edge, not in the bin.</param>
/// <param name="High">Upper edge, in the bin.</param>
/// <param name="Frequency">Share of hits.</param>
public readonly record struct ReliabilityBin(double Low, double High, long Count, double MeanConfidence, double Frequency);
