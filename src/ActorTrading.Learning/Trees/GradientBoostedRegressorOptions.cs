namespace ActorTrading.Learning.Trees;

/// <summary>Options of <see cref="GradientBoostedRegressor"/>. Every row weighs 1, so that <see cref="BoostingOptions.MinChildWeight"/> counts rows.</summary>
public sealed record GradientBoostedRegressorOptions : BoostingOptions
{
    /// <summary>What the trees learn to lower. Default <see cref="RegressionLoss.Squared"/>.</summary>
    public RegressionLoss Loss { get; init; }

    /// <summary>Share of the targets below the prediction, 0.001 to 0.999; for <see cref="RegressionLoss.Quantile"/>. Default 0.5.</summary>
    public double Quantile { get; init; } = 0.5;

    /// <summary>Residual where the square turns into a line, in the units of the target, 1e-9 to 1e9; for <see cref="RegressionLoss.Huber"/>. Default 1.</summary>
    public double HuberDelta { get; init; } = 1;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Check.Range((int)Loss, 0, (int)RegressionLoss.Huber, nameof(Loss));
        Check.Range(Quantile, 0.001, 0.999, nameof(Quantile));
        Check.Range(HuberDelta, 1e-9, 1e9, nameof(HuberDelta));
    }
}
