namespace ActorTrading.Learning.Tuning;

/// <summary>What values a parameter takes.</summary>
public enum ParameterKind
{
    /// <summary>Any number between two bounds.</summary>
    Float,

    /// <summary>Whole numbers between two bounds.</summary>
    Int,

    /// <summary>One of several names without an order.</summary>
    Categorical,
}
