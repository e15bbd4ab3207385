using System.Runtime.CompilerServices;

namespace ActorTrading.Actors.Tests.Streams;

/// <summary>The numbers from 1 on, and what became of the one who gives them.</summary>
internal sealed class WatchedSource(int count = int.MaxValue, Exception? failsWith = null, bool neverEnds = false)
{
    private int _given;
    private int _running;

    public int Given => Volatile.Read(ref _given);

    /// <summary>Enumerations begun and not ended.</summary>
    public int Running => Volatile.Read(ref _running);

    public int Starts { get; private set; }

    /// <summary>How long the element takes to come; null for at once.</summary>
    public Func<int, Task>? Before { get; init; }

    public async IAsyncEnumerable<int> Items([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Starts++;
        Interlocked.Increment(ref _running);
        try
        {
            for (var i = 1; i <= count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Before is { } before)
                {
                    await before(i);
                }

                Interlocked.Increment(ref _given);
                yield return i;
            }

            if (neverEnds)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            if (failsWith is not null)
            {
                throw failsWith;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
