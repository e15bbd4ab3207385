namespace ActorTrading.Actors.Streams;

/// <summary>The source was faster than the consumer for longer than the buffer could take.</summary>
public sealed class BufferOverflowException(string message) : Exception(message);
