namespace ActorTrading.Learning.Tuning;

/// <summary>Where to look next. A pure function of what was tried, so that a study cut off anywhere goes on as if it had not been.</summary>
public interface ISearch
{
    /// <summary>Values for the trial that follows; null when there is nothing left to try.</summary>
    /// <param name="history">All trials so far, in order; the new one has their count as its number.</param>
    ParameterValues? Suggest(ParameterSpace space, IReadOnlyList<Trial> history);
}
