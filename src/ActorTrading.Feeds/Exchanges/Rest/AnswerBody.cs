namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>Reads the body of an answer that may be of any length.</summary>
internal static class AnswerBody
{
    private const int FirstBuffer = 64 * 1024;

    /// <exception cref="AnswerFormatException">It is longer than allowed; no more than that is read.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int most, CancellationToken cancellation)
    {
        // Decompressed as it is read: a length in the headers proves nothing, so the bytes are counted.
        using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[Math.Min(FirstBuffer, most)];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length > most)
                {
                    throw new AnswerFormatException($"longer than {most} bytes");
                }

                Array.Resize(ref buffer, (int)Math.Min(length * 2L, most + 1L));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0)
            {
                return length <= most ? buffer.AsMemory(0, length) : throw new AnswerFormatException($"longer than {most} bytes");
            }

            length += read;
        }
    }
}
