namespace ActorTrading.Actors.Streams;

/// <summary>What a throttle does with an element that comes too early.</summary>
public enum ThrottleMode
{
    /// <summary>Holds it back until it may pass.</summary>
    Shaping,

    /// <summary>Fails the stream with a <see cref="RateExceededException"/>.</summary>
    Enforcing,
}
