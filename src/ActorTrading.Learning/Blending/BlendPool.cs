namespace ActorTrading.Learning.Blending;

/// <summary>How distributions are put together.</summary>
public enum BlendPool
{
    /// <summary>Weighted mean of the probabilities.</summary>
    Linear,

    /// <summary>Weighted mean of their logarithms, normalised.</summary>
    Logarithmic,
}
