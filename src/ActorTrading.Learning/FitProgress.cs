namespace ActorTrading.Learning;

/// <summary>How far a fit has come.</summary>
/// <param name="Round">Rounds done, from 1.</param>
/// <param name="Rounds">Rounds asked for; early stopping may end sooner.</param>
/// <param name="ValidationLoss">Mean loss on the validation rows (log-loss in nats for a classifier); NaN without validation rows.</param>
public readonly record struct FitProgress(int Round, int Rounds, double ValidationLoss);
