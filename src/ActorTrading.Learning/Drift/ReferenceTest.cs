namespace ActorTrading.Learning.Drift;

/// <summary>By what <see cref="ReferenceDriftDetector"/> compares the present with the past.</summary>
public enum ReferenceTest
{
    /// <summary><see cref="Drift.KolmogorovSmirnov"/>: limits are p-values, smaller is more certain.</summary>
    KolmogorovSmirnov,

    /// <summary><see cref="Drift.PopulationStability"/>: limits are index values, larger is more change.</summary>
    PopulationStability,
}
