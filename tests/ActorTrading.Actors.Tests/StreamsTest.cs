using System.Threading.Channels;
using ActorTrading.Actors.Streams;
using ActorTrading.Actors.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Actors.Tests;

public sealed class StreamsTest
{
    [Fact]
    public void Batch_KeepsOrderAndLosesNothing() => Prop.ForAll<int[]>(items =>
    {
        var batches = items.ToAsyncEnumerable().Batch(3, Timeout.InfiniteTimeSpan, TimeProvider.System).ToListAsync().AsTask().GetAwaiter().GetResult();
        return batches.SelectMany(b => b).SequenceEqual(items) && batches.All(b => b.Count is > 0 and <= 3);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Batch_TimeIsUp_HandsOutWhatIsThere()
    {
        var clock = new ManualTimeProvider();
        var source = Channel.CreateUnbounded<int>();
        await using var batches = source.Reader.ReadAllAsync().Batch(10, TimeSpan.FromSeconds(1), clock).GetAsyncEnumerator();
        source.Writer.TryWrite(1);
        var next = batches.MoveNextAsync().AsTask();

        while (!next.IsCompleted)
        {
            await Task.Delay(5);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(await next);
        Assert.Equal([1], batches.Current);
        source.Writer.Complete();
        Assert.False(await batches.MoveNextAsync());
    }

    [Fact]
    public async Task Buffer_RunsAheadOnlySoFar()
    {
        var produced = 0;
        await using var items = Numbers().Buffer(4).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());

        await ActorTrading.Tests.Eventually.TrueAsync(() => Volatile.Read(ref produced) >= 5, "the source runs ahead");
        await Task.Delay(20);

        Assert.InRange(Volatile.Read(ref produced), 5, 6);

        async IAsyncEnumerable<int> Numbers()
        {
            while (true)
            {
                await Task.Yield();
                yield return Interlocked.Increment(ref produced);
            }
        }
    }

    [Fact]
    public async Task Batch_SourceFails_ErrorComesAfterTheLastBatch()
    {
        await using var batches = Failing().Batch(10, Timeout.InfiniteTimeSpan, TimeProvider.System).GetAsyncEnumerator();

        Assert.True(await batches.MoveNextAsync());
        Assert.Equal([1, 2], batches.Current);
        await Assert.ThrowsAsync<IOException>(() => batches.MoveNextAsync().AsTask());

        static async IAsyncEnumerable<int> Failing()
        {
            yield return 1;
            await Task.Yield();
            yield return 2;
            throw new IOException("gone");
        }
    }
}
