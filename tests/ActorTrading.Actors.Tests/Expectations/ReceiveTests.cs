using System.Collections;
using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Expectations;

public sealed class ReceiveTests : TestKit.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);

    [Fact]
    public void ReceiveOne_GivesMessagesInOrder_AndNullWhenNoneComes()
    {
        TestActor.Tell("1");
        TestActor.Tell("2");

        Assert.Equal("1", ReceiveOne());
        Assert.Equal("2", ReceiveOne(Timeout.InfiniteTimeSpan));
        Assert.Null(ReceiveOne(TimeSpan.Zero));
        Assert.Null(ReceiveOne(Short));
        Assert.False(TryReceiveOne(out var none, TimeSpan.FromMilliseconds(-2)));
        Assert.Null(none);
    }

    [Fact]
    public async Task WaitsForSilence_Cancelled_DoNotPass()
    {
        using var soon = new CancellationTokenSource(Short);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FishUntilMessageAsync<int>(TimeSpan.FromSeconds(30), soon.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WaitForRadioSilenceAsync(TimeSpan.FromSeconds(30), cancellationToken: soon.Token));
        using var again = new CancellationTokenSource(Short);
        Assert.ThrowsAny<OperationCanceledException>(() => ReceiveWhile<string>(static m => m as string, TimeSpan.FromSeconds(30), cancellationToken: again.Token));
    }

    [Fact]
    public async Task ReceiveOne_Cancelled_GivesNull()
    {
        using var soon = new CancellationTokenSource(Short);
        Assert.Null(ReceiveOne(soon.Token));
        using var again = new CancellationTokenSource(Short);
        Assert.Null(await ReceiveOneAsync(again.Token));
    }

    [Fact]
    public async Task ReceiveOneAsync_IsWokenByAMessage_WithoutHoldingAThread()
    {
        var waiting = ReceiveOneAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        TestActor.Tell("late", TestActor);

        Assert.Equal("late", await waiting);
        Assert.Equal("late", LastMessage);
        Assert.Equal(TestActor, LastSender);
    }

    [Fact]
    public async Task PeekOne_LeavesTheMessage()
    {
        TestActor.Tell("1");

        Assert.Equal("1", PeekOne());
        Assert.Equal("1", await PeekOneAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.True(TryPeekOne(out var envelope));
        Assert.Equal("1", envelope!.Message);
        Assert.Equal("1", ReceiveOne());
        Assert.Null(PeekOne(Short));
    }

    [Fact]
    public async Task ReceiveN_WantsThemAll()
    {
        Tell("1", "2", "3");
        Assert.Equal(["1", "2"], ReceiveN(2));
        var error = Assert.Throws<AssertionException>(() => ReceiveN(2, Short));
        Assert.Contains("Only got 1", error.Message);

        Tell("4", "5");
        Assert.Equal(["4", "5"], await ReceiveNAsync(2, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task FishForMessage_ThrowsTheOthersAway_AndCanKeepThem()
    {
        TestActor.Tell(1);
        Tell("a", "b", "c");
        var thrown = new ArrayList { "old" };

        Assert.Equal("b", FishForMessage<string>(static s => s == "b", thrown));
        Assert.Equal(new object[] { 1, "a" }, thrown.ToArray());
        Assert.Equal("c", await FishForMessageAsync(static m => m is "c", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Throws<AssertionException>(() => FishForMessage(static _ => true, Short, "the hint"));
    }

    [Fact]
    public async Task FishUntilMessage_FailsOnTheType_AndPassesWithoutIt()
    {
        Tell("a");
        await FishUntilMessageAsync<int>(Short, TestContext.Current.CancellationToken);
        TestActor.Tell(1);
        await Assert.ThrowsAsync<AssertionException>(() => FishUntilMessageAsync<int>(Short, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WaitForRadioSilence_GivesWhatCame()
    {
        Tell("a", "b");
        Assert.Equal(new object[] { "a", "b" }, (await WaitForRadioSilenceAsync(Short, cancellationToken: TestContext.Current.CancellationToken)).ToArray());
        Tell("a", "b");
        await Assert.ThrowsAsync<AssertionException>(() => WaitForRadioSilenceAsync(Short, 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void ReceiveWhile_Filter_StopsAtNull_AndLeavesThatMessage()
    {
        Tell("1", "2", "x", "3");

        Assert.Equal(["<1>", "<2>"], ReceiveWhile<string>(TimeSpan.FromSeconds(1), static m => m is "x" ? null : $"<{m}>"));
        ExpectMsg("x");
        Assert.Equal(["3"], ReceiveWhile<string>(static m => (string)m, Short));
        Assert.Equal("3", LastMessage);
    }

    [Fact]
    public async Task ReceiveWhile_StopsAtTheNumber_AndWhenIdle()
    {
        Tell("1", "2", "3");

        Assert.Equal(["1", "2"], ReceiveWhile<string>(static m => (string)m, msgs: 2));
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Equal(["3"], await ReceiveWhileAsync<string>(
            static m => (string)m, TimeSpan.FromSeconds(30), Short, cancellationToken: TestContext.Current.CancellationToken));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(true, "1 2")]
    [InlineData(false, "1")]
    public void ReceiveWhile_Predicate_IgnoresOtherTypesOrStopsAtThem(bool ignore, string expected)
    {
        Tell("1");
        TestActor.Tell(7);
        Tell("2", "end");

        Assert.Equal(expected.Split(' '), ReceiveWhile<string>(static s => s != "end", Short, shouldIgnoreOtherMessageTypes: ignore));
        Assert.Equal(ignore ? "end" : 7, ReceiveOne());
    }

    [Fact]
    public void IgnoreMessages_DropsThem_UntilToldOtherwise()
    {
        IgnoreMessages<string>(static s => s.StartsWith('x'));
        Tell("x1", "y1");
        ExpectMsg("y1");
        IgnoreMessages<int>();
        TestActor.Tell(1);
        Assert.False(HasMessages);
        IgnoreNoMessages();
        Tell("x2");
        ExpectMsg("x2");
    }

    private void Tell(params string[] messages) => Array.ForEach(messages, m => TestActor.Tell(m));
}
