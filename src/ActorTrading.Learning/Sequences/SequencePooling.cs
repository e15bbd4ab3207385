namespace ActorTrading.Learning.Sequences;

/// <summary>How the steps of an encoder become one vector.</summary>
public enum SequencePooling
{
    /// <summary>The last step, which has seen all others.</summary>
    Last,

    /// <summary>The mean of all steps.</summary>
    Mean,
}
