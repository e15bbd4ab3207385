using System.Security.Cryptography;
using ActorTrading.Feeds.Recorded;

namespace ActorTrading.Feeds.Archives;

/// <summary>The sha256 that an archive publishes beside a file, as <c>NAME.CHECKSUM</c> in the form of sha256sum.</summary>
public static class FileChecksum
{
    private const int Digits = 64;

    /// <summary>Compares where there is something to compare with. Reads the whole file.</summary>
    /// <returns>Whether there was a checksum; it is right then.</returns>
    /// <exception cref="FeedFormatException">The file is not what its checksum says, or the checksum cannot be read.</exception>
    public static bool Verify(string path)
    {
        var beside = path + ".CHECKSUM";
        if (!File.Exists(beside))
        {
            return false;
        }

        try
        {
            using var reader = new StreamReader(beside);
            var buffer = new char[Digits];
            var stated = new string(buffer, 0, reader.ReadBlock(buffer));
            if (stated.Length != Digits || !stated.All(char.IsAsciiHexDigit))
            {
                throw new FeedFormatException(beside, 1, "checksum", stated.Length > 20 ? stated[..20] + "…" : stated, "expected the 64 hexadecimal digits of a sha256");
            }

            using var file = File.OpenRead(path);
            return Convert.ToHexString(SHA256.HashData(file)).Equals(stated, StringComparison.OrdinalIgnoreCase)
                ? true
                : throw new FeedFormatException(path, 0, "checksum", "", $"the file is not the one that {Path.GetFileName(beside)} describes; fetch it again");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new FeedFormatException(path, 0, "file", "", $"the file or its checksum cannot be read ({cause.Message})", cause);
        }
    }
}
