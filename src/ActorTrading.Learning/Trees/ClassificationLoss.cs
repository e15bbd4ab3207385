namespace ActorTrading.Learning.Trees;

/// <summary>What a boosted classifier learns to lower. The numbers stand in saved models.</summary>
public enum ClassificationLoss
{
    /// <summary>-ln of the softmax probability, one tree per class and round; a row weighs K/(K-1)·p(1-p) (Friedman 2001).</summary>
    Softmax = 0,

    /// <summary>-ln of the logistic probability, two classes, one tree per round; a row weighs p(1-p).</summary>
    Logistic = 1,
}
