namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>One whole message as it came.</summary>
/// <param name="Utf8">Its bytes; empty where it was too long to keep.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct StreamFrame(ReadOnlyMemory<byte> Utf8, long Length)
{
    public bool IsOversized => Length > Utf8.Length;
}
