namespace ActorTrading.Engine.Events;

/// <summary>In which way a model failed.</summary>
public enum ModelFailure : byte
{
    /// <summary>It threw.</summary>
    Exception = 0,

    /// <summary>It answered NaN, infinity, or something that is no distribution.</summary>
    NotADistribution = 1,

    /// <summary>It did not answer in time.</summary>
    Slow = 2,
}
