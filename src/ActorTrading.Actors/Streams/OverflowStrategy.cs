namespace ActorTrading.Actors.Streams;

/// <summary>What a full buffer does with the next element.</summary>
public enum OverflowStrategy
{
    /// <summary>The source waits: nothing is lost.</summary>
    Backpressure,

    /// <summary>The oldest buffered element is lost.</summary>
    DropHead,

    /// <summary>The youngest buffered element is lost.</summary>
    DropTail,

    /// <summary>All buffered elements are lost.</summary>
    DropBuffer,

    /// <summary>The element that comes is lost.</summary>
    DropNew,

    /// <summary>The stream fails with a <see cref="BufferOverflowException"/> after the elements that are buffered.</summary>
    Fail,
}
