using ActorTrading.Actors.Streams;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Actors.Tests.Streams;

public sealed class MergeTest
{
    [Fact]
    public void Merge_OfAnySources_HasEachInItsOrder() => Prop.ForAll<byte[], byte[], byte[]>((a, b, c) => Pace.RunAsync(async () =>
    {
        byte[][] paces = [a, b, c];
        var sources = paces.Select((p, i) => new WatchedSource((p.Length * 3) + i) { Before = Pace.Of(p) }).ToList();
        var all = await sources.Select((s, i) => s.Items().Select(x => (Source: i, Item: x))).Merge().ToListAsync();
        return sources.Select((s, i) => all.Where(x => x.Source == i).Select(static x => x.Item)
                .SequenceEqual(Enumerable.Range(1, s.Given))).All(static ok => ok)
            && all.Count == paces.Select(static (p, i) => (p.Length * 3) + i).Sum()
            && sources.All(static s => s.Running == 0);
    })).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public async Task Sources_ThatAlwaysHaveMore_TakeTurns()
    {
        var ones = Forever(1);
        var taken = await ones.Merge(Forever(2), Forever(3)).Take(9).ToListAsync();

        Assert.Equal([1, 2, 3, 1, 2, 3, 1, 2, 3], taken);

        static async IAsyncEnumerable<int> Forever(int x)
        {
            await Task.CompletedTask;
            while (true)
            {
                yield return x;
            }
        }
    }

    [Fact]
    public async Task Source_Fails_OthersAreCancelled()
    {
        var waiting = new WatchedSource(0, neverEnds: true);
        var failing = new WatchedSource(1, new IOException("gone"));
        var taken = new List<int>();

        var error = await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var item in waiting.Items().Merge(failing.Items()))
            {
                taken.Add(item);
            }
        });

        Assert.Equal("gone", error.Message);
        Assert.Equal([1], taken);
        Assert.Equal(1, waiting.Starts);
        Assert.Equal(0, waiting.Running);
    }

    [Fact]
    public async Task Consumer_Leaves_AllSourcesHaveEnded()
    {
        WatchedSource[] sources = [new(1, neverEnds: true), new(0, neverEnds: true), new()];
        await foreach (var item in sources.Select(static s => s.Items()).Merge())
        {
            if (item == 5)
            {
                break;
            }
        }

        Assert.All(sources, static s => Assert.Equal((1, 0), (s.Starts, s.Running)));
    }

    [Fact]
    public async Task Consumer_Slow_HoldsOneElementPerSource()
    {
        WatchedSource[] sources = [new(), new()];
        await using var items = sources.Select(static s => s.Items()).Merge().GetAsyncEnumerator();
        for (var i = 0; i < 10; i++)
        {
            Assert.True(await items.MoveNextAsync());
        }

        Assert.All(sources, static s => Assert.InRange(s.Given, 5, 6));
    }
}
