namespace ActorTrading.Market.Quality;

/// <summary>How well finer bars roll up to coarser ones.</summary>
/// <param name="Compared">Coarser bars whose finer bars are all there.</param>
/// <param name="Identical">Of these, equal in every value that both tell.</param>
/// <param name="Findings">One for each that is not, by row of the coarser bar.</param>
public sealed record CrossTimeframeResult(long Compared, long Identical, IReadOnlyList<Finding> Findings);
