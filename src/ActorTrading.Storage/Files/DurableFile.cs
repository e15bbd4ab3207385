using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ActorTrading.Storage.Files;

/// <summary>Files that are either there whole or not there at all, whenever the power goes.</summary>
internal static partial class DurableFile
{
    public const string TemporarySuffix = ".tmp";
    private const int UnixExists = 17;
    private const int UnixNoSpace = 28;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Creates a directory with its parents; the new entries survive a power cut.</summary>
    public static void CreateDirectory(string directory)
    {
        if (Directory.Exists(directory))
        {
            return;
        }

        var parent = Path.GetDirectoryName(directory);
        if (!string.IsNullOrEmpty(parent))
        {
            CreateDirectory(parent);
        }

        Directory.CreateDirectory(directory);
        if (!string.IsNullOrEmpty(parent))
        {
            SyncDirectory(parent);
        }
    }

    /// <summary>Renames a fully written and synced file to its final name in the same directory.</summary>
    public static void Publish(string temporary, string final)
    {
        File.Move(temporary, final, overwrite: true);
        SyncDirectory(Path.GetDirectoryName(final)!);
    }

    /// <summary>As <see cref="Publish"/>, but only if the name is free, decided by the file system in one step.</summary>
    /// <returns>False when the name is taken.</returns>
    /// <exception cref="IOException">The name cannot be made.</exception>
    public static bool TryPublishNew(string temporary, string final)
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                File.Move(temporary, final, overwrite: false);
                return true;
            }
            catch (IOException) when (File.Exists(final))
            {
                return false;
            }
        }

        // File.Move looks first and renames then: of two at once, one would replace the other.
        if (Link(temporary, final) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error == UnixExists ? false : throw new IOException($"Cannot make '{final}' (errno {error}).", error);
        }

        File.Delete(temporary);
        SyncDirectory(Path.GetDirectoryName(final)!);
        return true;
    }

    /// <summary>Writes a new file and waits for the disk.</summary>
    public static void WriteNew(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>A rename is durable only when the directory that lists it is. Windows has no such call and needs none.</summary>
    /// <exception cref="IOException">The directory cannot be opened or synced.</exception>
    public static void SyncDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = OpenToRead(directory, 0);
        if (descriptor < 0)
        {
            throw new IOException($"Cannot open directory '{directory}' (errno {Marshal.GetLastPInvokeError()}).");
        }

        var failed = Sync(descriptor) != 0 ? Marshal.GetLastPInvokeError() : 0;
        _ = Close(descriptor);
        if (failed != 0)
        {
            throw new IOException($"Cannot sync directory '{directory}' (errno {failed}).");
        }
    }

    /// <summary>The beginning of a short file that may be locked; empty where that cannot be read.</summary>
    public static string Peek(string path)
    {
        // The framework would ask for a shared lock, which the holder of an exclusive one refuses.
        var descriptor = OperatingSystem.IsWindows() ? -1 : OpenToRead(path, 0);
        if (descriptor < 0)
        {
            return "";
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        Span<byte> bytes = stackalloc byte[64];
        return Encoding.ASCII.GetString(bytes[..RandomAccess.Read(handle, bytes, fileOffset: 0)]);
    }

    /// <summary>The system's error as one that says what to do.</summary>
    public static StorageException Failure(string path, string action, Exception cause)
    {
        var (failure, advice) = cause switch
        {
            { HResult: UnixNoSpace or WindowsDiskFull } => (StorageFailure.Full, "free space on the disk or raise the quota"),
            _ => (StorageFailure.ReadOnly, "check that the path is a directory on a writable disk and that this user may write there"),
        };
        return new StorageException(failure, path, $"Cannot {action} '{path}': {cause.Message} What to do: {advice}.", cause);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenToRead(string path, int flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string added);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
