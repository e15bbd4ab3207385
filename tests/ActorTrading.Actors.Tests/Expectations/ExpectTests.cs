using ActorTrading.Actors.TestKit;
using ActorTrading.Actors.TestKit.TestActors;

namespace ActorTrading.Actors.Tests.Expectations;

public sealed class ExpectTests : TestKit.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void ExpectMsg_AcceptsWhatFits()
    {
        var sender = CreateTestProbe();
        for (var i = 0; i < 7; i++)
        {
            TestActor.Tell("m", sender);
        }

        Assert.Equal("m", ExpectMsg<string>());
        ExpectMsg("m");
        ExpectMsg<string>(static m => m.Length == 1);
        ExpectMsg<string>((m, s) => s.Equals(sender));
        ExpectMsg<string>(static m => Assert.Equal("m", m));
        ExpectMsg<string>((m, s) => Assert.Equal(sender.Ref, s));
        ExpectMsg("M", static (a, b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void ExpectMsg_RefusesTheRest()
    {
        for (var i = 0; i < 4; i++)
        {
            TestActor.Tell("m");
        }

        Assert.Contains("System.Int32", Assert.Throws<AssertionException>(() => ExpectMsg<int>()).Message);
        Assert.Contains("[other]", Assert.Throws<AssertionException>(() => ExpectMsg("other")).Message);
        Assert.Contains("two letters", Assert.Throws<AssertionException>(() => ExpectMsg<string>(static m => m.Length == 2, hint: "two letters")).Message);
        Assert.Throws<InvalidOperationException>(() => ExpectMsg<string>(static void (_) => throw new InvalidOperationException()));
        Assert.Contains("Timeout", Assert.Throws<AssertionException>(() => ExpectMsg<string>(Short)).Message);
    }

    [Fact]
    public void ExpectMsg_ComparesSequencesByElement()
    {
        TestActor.Tell(new[] { 1, 2 });
        ExpectMsg<IReadOnlyList<int>>([1, 2]);
    }

    [Fact]
    public async Task ExpectMsgAsync_Waits_AndIsCancelled()
    {
        var waiting = ExpectMsgAsync("late", cancellationToken: Token);
        TestActor.Tell("late");
        Assert.Equal("late", await waiting);
        TestActor.Tell("x");
        Assert.Equal("x", await ExpectMsgAsync<string>(static m => m == "x", cancellationToken: Token));

        using var soon = new CancellationTokenSource(Short);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await ExpectMsgAsync<string>(cancellationToken: soon.Token));
    }

    [Fact]
    public async Task ExpectMsgFrom_ChecksTheSender()
    {
        var one = CreateTestProbe();
        var two = CreateTestProbe();
        for (var i = 0; i < 4; i++)
        {
            TestActor.Tell("m", one.Ref);
        }

        ExpectMsgFrom<string>(one.Ref);
        ExpectMsgFrom(one, "m");
        await ExpectMsgFromAsync(one.Ref, "m", cancellationToken: Token);
        Assert.Throws<AssertionException>(() => ExpectMsgFrom(two.Ref, "m"));
    }

    [Fact]
    public async Task ExpectMsgAllOf_AnyOrder_NothingElse()
    {
        Tell("b", "a", "a");
        Assert.Equal(["b", "a", "a"], ExpectMsgAllOf("a", "a", "b"));
        Tell("a", "c");
        Assert.Contains("found unexpected [c]", Assert.Throws<AssertionException>(() => ExpectMsgAllOf("a", "b")).Message);
        Tell("a");
        Assert.Throws<AssertionException>(() => ExpectMsgAllOf(Short, "a", "b"));
        Tell("2", "1");
        Assert.Equal(["2", "1"], await ExpectMsgAllOfAsync(["1", "2"], Token).ToListAsync(Token));
    }

    [Fact]
    public async Task ExpectMsgAllOfMatchingPredicates_EachPredicateItsOwnMessage()
    {
        TestActor.Tell(5);
        TestActor.Tell("text");
        PredicateInfo[] predicates = [PredicateInfo.Create<string>(static s => s == "text"), PredicateInfo.Create<int>(static i => i > 4)];
        Assert.Equal([5, "text"], ExpectMsgAllOfMatchingPredicates(predicates));

        TestActor.Tell(5);
        TestActor.Tell(6);
        await Assert.ThrowsAsync<AssertionException>(async () => await ExpectMsgAllOfMatchingPredicatesAsync(predicates, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task ExpectMsgAnyOf_TakesOne()
    {
        Tell("b", "a", "z");
        Assert.Equal("b", ExpectMsgAnyOf("a", "b"));
        Assert.Equal("a", await ExpectMsgAnyOfAsync(["a"], Token));
        Assert.Throws<AssertionException>(() => ExpectMsgAnyOf("a", "b"));
    }

    [Fact]
    public async Task ExpectNoMsg_FailsOnAMessage()
    {
        ExpectNoMsg(10);
        await ExpectNoMsgAsync(10, Token);
        Tell("a");
        Assert.Contains("received a", Assert.Throws<AssertionException>(() => ExpectNoMsg(1000)).Message);
        Tell("a");
        await Assert.ThrowsAsync<AssertionException>(async () => await ExpectNoMsgAsync(TimeSpan.FromSeconds(1), Token));
    }

    [Fact]
    public async Task Watch_ExpectTerminated()
    {
        var (one, two) = (ActorOf(BlackHoleActor.Props), ActorOf<Quiet>("quiet"));
        Watch(one);
        await WatchAsync(two);
        Sys.Stop(one);
        Assert.True(ExpectTerminated(one).ExistenceConfirmed);
        Unwatch(two);
        Sys.Stop(two);
        ExpectNoMsg(Short);
        Watch(two);
        Assert.Equal(two, (await ExpectTerminatedAsync(two, cancellationToken: Token)).ActorRef);
    }

    private void Tell(params string[] messages) => Array.ForEach(messages, m => TestActor.Tell(m));

    private sealed class Quiet : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }
}
