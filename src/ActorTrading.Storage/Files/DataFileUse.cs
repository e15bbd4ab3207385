using System.Diagnostics;
using System.Globalization;

namespace ActorTrading.Storage.Files;

/// <summary>
/// Tells who works with a data file: many share it, or one has it alone. A lock on a file beside it, which the operating system releases when the
/// process ends, however it ends.
/// </summary>
internal sealed class DataFileUse : IDisposable
{
    private const int UnixWouldBlock = 11;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private readonly FileStream _held;

    private DataFileUse(FileStream held) => _held = held;

    /// <summary>Works with the file beside others. Creates its directory if that is missing.</summary>
    /// <param name="wait">How long to wait while somebody has it alone.</param>
    /// <exception cref="StorageException">Somebody has it alone, or the directory cannot be written to.</exception>
    public static async Task<DataFileUse> ShareAsync(string dataPath, TimeSpan wait, CancellationToken cancellationToken)
    {
        // Nobody there: the names of those who were are forgotten.
        TryOpen(dataPath, FileShare.None)?.Dispose();
        var held = await OpenAsync(dataPath, FileShare.ReadWrite, wait, cancellationToken);
        held.Seek(0, SeekOrigin.End);
        return new DataFileUse(Sign(held));
    }

    /// <summary>Has the file alone. Creates its directory if that is missing.</summary>
    /// <param name="wait">How long to wait for others to finish.</param>
    /// <exception cref="StorageException">Others work with it, or the directory cannot be written to.</exception>
    public static async Task<DataFileUse> TakeOverAsync(string dataPath, TimeSpan wait, CancellationToken cancellationToken) =>
        new(Sign(await OpenAsync(dataPath, FileShare.None, wait, cancellationToken)));

    public void Dispose() => _held.Dispose();

    private static async Task<FileStream> OpenAsync(string dataPath, FileShare share, TimeSpan wait, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ; waited += Step)
        {
            if (TryOpen(dataPath, share) is { } held)
            {
                return held;
            }

            if (waited >= wait)
            {
                throw new StorageException(StorageFailure.Locked, dataPath, $"'{dataPath}' is in use by {Holders(dataPath)}. What to do: stop what uses it, and try again.");
            }

            await Task.Delay(Step, cancellationToken);
        }
    }

    /// <summary>Null while others hold it.</summary>
    private static FileStream? TryOpen(string dataPath, FileShare share)
    {
        try
        {
            DurableFile.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(dataPath))!);
            var held = new FileStream(LockOf(dataPath), FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 1);
            if (share == FileShare.None)
            {
                held.SetLength(0);
            }

            return held;
        }
        catch (IOException e) when (e.HResult is UnixWouldBlock or WindowsSharingViolation)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DurableFile.Failure(dataPath, "open", e);
        }
    }

    private static FileStream Sign(FileStream held)
    {
        try
        {
            held.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n")));
            held.Flush();
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static string Holders(string dataPath)
    {
        var alive = DurableFile.Peek(LockOf(dataPath)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Where(IsAlive).ToList();
        return alive.Count == 0 ? "another process" : $"process {string.Join(", ", alive)}";
    }

    private static bool IsAlive(string id)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
            return true;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            return false;
        }
    }

    private static string LockOf(string dataPath) => dataPath + ".lock";
}
