namespace ActorTrading.Learning.Trees;

/// <summary>What a boosted regressor learns to lower, of the residual r = y - prediction. The numbers stand in saved models.</summary>
public enum RegressionLoss
{
    /// <summary>r² / 2: the mean.</summary>
    Squared = 0,

    /// <summary>q·r for r ≥ 0, (q - 1)·r below (pinball, Koenker and Bassett 1978): the q-quantile.</summary>
    Quantile = 1,

    /// <summary>r² / 2 up to delta, then delta·(|r| - delta / 2) (Huber 1964): a mean that outliers do not pull.</summary>
    Huber = 2,
}
