namespace ActorTrading.Storage;

/// <summary>Stored data could not be read or written. The message names the place, what is wrong and what to do.</summary>
public sealed class StorageException(StorageFailure failure, string path, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public StorageFailure Failure { get; } = failure;

    /// <summary>The file, directory or database concerned.</summary>
    public string Path { get; } = path;
}
