using System.Collections.Concurrent;
using ActorTrading.Actors.Streams;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Actors.Tests.Streams;

public sealed class SelectAsyncTest
{
    [Fact]
    public void Results_UnderAnyPace_ComeInOrder() => Prop.ForAll<byte[], byte[]>((source, calls) => Pace.RunAsync(async () =>
    {
        var watched = new WatchedSource(200) { Before = Pace.Of(source) };
        var results = await watched.Items().SelectAsync(4, async (i, _) =>
        {
            await Pace.Of(calls)(i);
            return i * 2;
        }).ToListAsync();
        return results.SequenceEqual(Enumerable.Range(1, 200).Select(static i => i * 2)) && watched.Running == 0;
    })).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public async Task Calls_UnderWay_AreBounded()
    {
        var calls = new ConcurrentDictionary<int, TaskCompletionSource<int>>();
        var source = new WatchedSource();
        await using var results = source.Items()
            .SelectAsync(3, (i, _) => calls.GetOrAdd(i, static _ => new TaskCompletionSource<int>()).Task)
            .GetAsyncEnumerator();
        var next = results.MoveNextAsync().AsTask();
        Assert.Equal([1, 2, 3], calls.Keys.Order());

        calls[3].SetResult(3);
        calls[2].SetResult(2);
        Assert.False(next.IsCompleted);
        calls[1].SetResult(1);

        Assert.True(await next);
        Assert.Equal(1, results.Current);
        Assert.Equal(3, source.Given);
        foreach (var call in calls.Values)
        {
            call.TrySetCanceled();
        }
    }

    [Fact]
    public async Task Call_Fails_EarlierResultsComeFirstAndOthersAreCancelled()
    {
        var cancelled = 0;
        var third = new TaskCompletionSource();
        var source = new WatchedSource();
        var results = new List<int>();
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var r in source.Items().SelectAsync(3, CallAsync))
            {
                results.Add(r);
            }
        });

        Assert.Equal([1], results);
        Assert.InRange(cancelled, 1, 2);
        Assert.Equal(0, source.Running);

        async Task<int> CallAsync(int i, CancellationToken token)
        {
            switch (i)
            {
                case 1:
                    return 1;
                case 2:
                    await third.Task;
                    throw new IOException("no");
                default:
                    await using (token.Register(() => Interlocked.Increment(ref cancelled)))
                    {
                        third.TrySetResult();
                        await Task.Delay(Timeout.Infinite, token);
                    }

                    return 0;
            }
        }
    }

    [Fact]
    public async Task Source_Fails_ResultsOfWhatItGaveComeFirst()
    {
        var results = new List<int>();
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var r in new WatchedSource(3, new IOException("gone")).Items().SelectAsync(8, async (i, _) =>
            {
                await Task.Yield();
                return i;
            }))
            {
                results.Add(r);
            }
        });

        Assert.Equal([1, 2, 3], results);
    }

    [Fact]
    public void Partitioned_UnderAnyPace_KeepsTheOrderOfEachKey() => Prop.ForAll<byte[], byte[]>((source, calls) => Pace.RunAsync(async () =>
    {
        const int count = 300;
        var busy = new ConcurrentDictionary<int, int>();
        var underWay = 0;
        var broken = 0;
        var results = await new WatchedSource(count) { Before = Pace.Of(source) }.Items().SelectAsyncPartitioned(4, 16, static i => i % 7, async (i, _) =>
        {
            var alone = busy.AddOrUpdate(i % 7, 1, static (_, n) => n + 1) == 1 && Interlocked.Increment(ref underWay) <= 4;
            await Pace.Of(calls)(i);
            Interlocked.Add(ref broken, alone ? 0 : 1);
            Interlocked.Decrement(ref underWay);
            busy.AddOrUpdate(i % 7, 0, static (_, n) => n - 1);
            return i;
        }).ToListAsync();
        return broken == 0
            && results.Order().SequenceEqual(Enumerable.Range(1, count))
            && results.GroupBy(static i => i % 7).All(static g => g.SequenceEqual(g.Order()));
    })).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public async Task Partitioned_SlowKey_HoldsUpOthersOnlyWhenTheBufferIsFull()
    {
        var slow = new TaskCompletionSource<int>();
        var source = new WatchedSource();
        await using var results = source.Items()
            .SelectAsyncPartitioned(2, 10, static i => i % 2, (i, _) => i % 2 == 0 ? slow.Task : Task.FromResult(i))
            .GetAsyncEnumerator();

        // The even ones pile up until ten elements are held.
        for (var odd = 1; odd <= 19; odd += 2)
        {
            Assert.True(await results.MoveNextAsync());
            Assert.Equal(odd, results.Current);
        }

        var next = results.MoveNextAsync().AsTask();
        await Task.Delay(20);
        Assert.False(next.IsCompleted);
        Assert.Equal(20, source.Given);

        slow.SetResult(0);
        Assert.True(await next);
    }

    [Fact]
    public async Task Partitioned_CallFails_OthersAreCancelledAndWaitedFor()
    {
        var underWay = 0;
        var source = new WatchedSource();
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var _ in source.Items().SelectAsyncPartitioned(4, 8, static i => i, CallAsync))
            {
            }
        });

        Assert.Equal(0, underWay);
        Assert.Equal(0, source.Running);

        async Task<int> CallAsync(int i, CancellationToken token)
        {
            if (i == 4)
            {
                throw new IOException("no");
            }

            Interlocked.Increment(ref underWay);
            try
            {
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            }
            finally
            {
                Interlocked.Decrement(ref underWay);
            }
        }
    }
}
