using System.Globalization;
using System.Text;

namespace ActorTrading.Storage.Files;

/// <summary>
/// Keeps a second node away from the same data: an exclusive lock on a file beside the data, which the operating system
/// releases when the process ends, however it ends. The file says which process holds it.
/// </summary>
internal sealed class DataFileLock : IDisposable
{
    private const int UnixWouldBlock = 11;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private readonly FileStream _held;

    private DataFileLock(FileStream held) => _held = held;

    /// <summary>Creates the directory if it is missing and takes the lock.</summary>
    /// <exception cref="StorageException">Another process holds it, or the directory cannot be written to.</exception>
    public static DataFileLock Take(string dataPath)
    {
        var path = dataPath + ".lock";
        try
        {
            DurableFile.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(dataPath))!);
            var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            return new DataFileLock(Sign(held));
        }
        catch (IOException e) when (e.HResult is UnixWouldBlock or WindowsSharingViolation)
        {
            throw new StorageException(
                StorageFailure.Locked,
                dataPath,
                $"'{dataPath}' is in use by process {Holder(path)}. What to do: stop that node, or give this one a data directory of its own.",
                e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DurableFile.Failure(dataPath, "open", e);
        }
    }

    public void Dispose() => _held.Dispose();

    private static FileStream Sign(FileStream held)
    {
        try
        {
            held.SetLength(0);
            held.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            held.Flush();
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static string Holder(string path) => DurableFile.Peek(path) is { Length: > 0 } id ? id : "(unknown)";
}
