using System.Text;

namespace ActorTrading.Node.Configuration.Hocon;

/// <summary>Includes from the file system, relative to the including file. A name without extension also finds <c>.conf</c> and <c>.json</c>.</summary>
public sealed class HoconFileIncludes : IHoconIncludes
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public HoconText? Find(string includingSource, string name)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(includingSource)) ?? ".", name));
        string[] candidates = Path.HasExtension(path) ? [path] : [path, path + ".conf", path + ".json"];
        var found = Array.Find(candidates, File.Exists);
        return found is null ? null : Read(found);
    }

    /// <summary>Reads a file as UTF-8.</summary>
    /// <exception cref="HoconException">It is too long, cannot be read or is not UTF-8.</exception>
    public static HoconText Read(string path, HoconLimits? limits = null)
    {
        var origin = new HoconOrigin(path, 0, 0);
        try
        {
            // Read in bounds: a device or pipe has no length to look at first.
            using var stream = File.OpenRead(path);
            var most = (limits ?? HoconLimits.Default).MaxLength;
            var bytes = new byte[Math.Min(stream.CanSeek && stream.Length > 0 ? stream.Length : most, most) + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > most
                ? throw new HoconException(origin, $"the file has more than the {most} bytes that are accepted.")
                : new HoconText(path, Strict.GetString(bytes, 0, length));
        }
        catch (FileNotFoundException)
        {
            throw new HoconException(origin, "the file does not exist.");
        }
        catch (DirectoryNotFoundException)
        {
            throw new HoconException(origin, "the folder of the file does not exist.");
        }
        catch (DecoderFallbackException)
        {
            throw new HoconException(origin, "the file is not UTF-8 text.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new HoconException(origin, $"the file cannot be read: {e.Message}");
        }
    }
}
