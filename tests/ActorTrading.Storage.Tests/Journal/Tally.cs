using System.Collections.Concurrent;

namespace ActorTrading.Storage.Tests.Journal;

/// <summary>What several <see cref="Keeper"/>s have seen.</summary>
internal sealed class Tally
{
    private readonly ConcurrentQueue<string> _recovered = new();
    private int _stored;
    private int _started;
    private int _stopped;
    private Exception? _failure;

    public int Stored => Volatile.Read(ref _stored);

    public int Started => Volatile.Read(ref _started);

    public int Stopped => Volatile.Read(ref _stopped);

    /// <summary>The last failed write's.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    public IReadOnlyCollection<string> Recovered => _recovered;

    public void AddStored() => Interlocked.Increment(ref _stored);

    public void AddStarted() => Interlocked.Increment(ref _started);

    public void AddStopped() => Interlocked.Increment(ref _stopped);

    public void Fail(Exception cause) => Volatile.Write(ref _failure, cause);

    public void AddRecovered(string what) => _recovered.Enqueue(what);
}
