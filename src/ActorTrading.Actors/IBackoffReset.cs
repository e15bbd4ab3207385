namespace ActorTrading.Actors;

/// <summary>When a back-off supervisor forgets the restarts so far: see <see cref="BackoffOptions.WithAutoReset"/> and <see cref="BackoffOptions.WithManualReset"/>.</summary>
public interface IBackoffReset;
