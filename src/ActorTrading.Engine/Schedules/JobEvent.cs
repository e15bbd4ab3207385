namespace ActorTrading.Engine.Schedules;

/// <summary>What happened to a job, for a log.</summary>
/// <param name="Job">Its name; empty where the database of jobs itself is meant.</param>
/// <param name="Kind">What.</param>
/// <param name="Text">The result, or why it failed.</param>
/// <param name="Duration">Of the run; 0 at its start.</param>
public sealed record JobEvent(string Job, JobEventKind Kind, string Text, TimeSpan Duration);
