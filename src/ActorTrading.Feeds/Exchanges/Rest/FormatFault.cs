namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>The fixed names of what can be wrong with an answer or push.</summary>
internal static class FormatFault
{
    public const string NotJson = "not-json";
    public const string MissingField = "missing-field";
    public const string WrongType = "wrong-type";
    public const string OutOfRange = "out-of-range";
    public const string UnknownMessage = "unknown-message";
    public const string UnknownChannel = "unknown-channel";
    public const string Oversized = "oversized";
}
