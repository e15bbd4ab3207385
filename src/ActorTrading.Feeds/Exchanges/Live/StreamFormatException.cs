namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>A field of a pushed message is not what the protocol says.</summary>
/// <param name="fault">A fixed name, for counting.</param>
public sealed class StreamFormatException(string fault, string message) : FormatException(message)
{
    public const string NotJson = "not-json";
    public const string MissingField = "missing-field";
    public const string WrongType = "wrong-type";
    public const string OutOfRange = "out-of-range";
    public const string UnknownMessage = "unknown-message";
    public const string UnknownChannel = "unknown-channel";
    public const string Oversized = "oversized";

    public string Fault { get; } = fault;
}
