using System.Threading.Channels;
using ActorTrading.Actors.Streams;
using ActorTrading.Actors.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Actors.Tests.Streams;

public sealed class GroupedWithinTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Groups_OfAnySource_HoldEverythingInOrder() => Prop.ForAll<int[], byte[]>((items, pace) => Pace.RunAsync(async () =>
    {
        var source = new WatchedSource(items.Length) { Before = Pace.Of(pace) };
        var groups = await source.Items().Select(i => items[i - 1]).GroupedWithin(3, Second / 1000, TimeProvider.System).ToListAsync();
        return groups.SelectMany(static g => g).SequenceEqual(items) && groups.All(static g => g.Count is > 0 and <= 3);
    })).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public async Task Group_FirstElementIsOldEnough_IsHandedOut()
    {
        var clock = new ManualTimeProvider();
        var source = Channel.CreateUnbounded<int>();
        await using var groups = source.Reader.ReadAllAsync().GroupedWithin(10, Second, clock).GetAsyncEnumerator();
        source.Writer.TryWrite(1);
        var next = groups.MoveNextAsync().AsTask();
        clock.Advance(Second * 0.6);
        source.Writer.TryWrite(2);
        await ActorTrading.Tests.Eventually.TrueAsync(() => source.Reader.Count == 0, "both are read");
        clock.Advance(Second * 0.39);
        Assert.False(next.IsCompleted);

        clock.Advance(Second * 0.01);

        Assert.True(await next);
        Assert.Equal([1, 2], groups.Current);
        source.Writer.Complete();
        Assert.False(await groups.MoveNextAsync());
    }

    [Fact]
    public async Task Time_WithoutElements_GivesNoEmptyGroup()
    {
        var clock = new ManualTimeProvider();
        var source = Channel.CreateUnbounded<int>();
        await using var groups = source.Reader.ReadAllAsync().GroupedWithin(2, Second, clock).GetAsyncEnumerator();
        var next = groups.MoveNextAsync().AsTask();
        clock.Advance(Second * 10);
        source.Writer.TryWrite(1);
        source.Writer.TryWrite(2);

        Assert.True(await next);
        Assert.Equal([1, 2], groups.Current);
    }

    [Fact]
    public async Task Source_Fails_ErrorComesAfterTheLastGroup()
    {
        var source = new WatchedSource(2, new IOException("gone"));
        await using var groups = source.Items().GroupedWithin(10, Timeout.InfiniteTimeSpan, TimeProvider.System).GetAsyncEnumerator();

        Assert.True(await groups.MoveNextAsync());
        Assert.Equal([1, 2], groups.Current);
        await Assert.ThrowsAsync<IOException>(() => groups.MoveNextAsync().AsTask());
    }

    [Fact]
    public async Task Consumer_Cancels_SourceHasEnded()
    {
        var source = new WatchedSource(3, neverEnds: true);
        using var stop = new CancellationTokenSource();
        var reading = source.Items().GroupedWithin(10, Timeout.InfiniteTimeSpan, TimeProvider.System).ToListAsync(stop.Token).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(0, source.Running);
    }
}
