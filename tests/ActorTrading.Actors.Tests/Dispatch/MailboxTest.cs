using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Tests.Dispatch;

public sealed class MailboxTest : TestKit.TestKit
{
    private const int Senders = 4;

    [Fact]
    public async Task ManySenders_EachOnesMessagesArriveOnceAndInOrder()
    {
        const int each = 20_000;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var receiver = Sys.ActorOf(Props.CreateBy(() => new Checker(Senders * each, done)));

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(s => Task.Run(() =>
        {
            for (var i = 0; i < each; i++)
            {
                receiver.Tell(new Numbered(s, i), ActorRefs.NoSender);
                if (i % 100 == s)
                {
                    Thread.Yield(); // lets the receiver run dry and be woken again
                }
            }
        })));

        await done.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    /// <summary>Whatever is sent while an actor stops is either handled or a dead letter, and never both.</summary>
    [Fact]
    public async Task StopAmongSenders_EveryMessageIsHandledOrADeadLetter()
    {
        const int each = 200;
        var lost = new Count();
        var letters = Sys.ActorOf(Props.CreateBy(() => new Counter(lost)));
        Sys.EventStream.Subscribe<DeadLetter>(letters);
        for (var round = 1; round <= 50; round++)
        {
            var handled = new Count();
            var receiver = Sys.ActorOf(Props.CreateBy(() => new Counter(handled)));
            var before = lost.Value;

            await Task.WhenAll(Enumerable.Range(0, Senders).Select(s => Task.Run(() =>
            {
                for (var i = 0; i < each; i++)
                {
                    receiver.Tell(new Numbered(s, i), ActorRefs.NoSender);
                    if (s == 0 && i == each / 2)
                    {
                        Sys.Stop(receiver);
                    }
                }
            })));

            AwaitCondition(() => handled.Value + lost.Value - before >= Senders * each, TimeSpan.FromSeconds(10));
            Assert.Equal(Senders * each, handled.Value + lost.Value - before);
        }
    }

    /// <summary>Actors that always have work leave their threads to others after a while.</summary>
    [Fact]
    public async Task BusyActors_DoNotKeepOthersFromTheirTurn()
    {
        var busy = Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => Sys.ActorOf(Props.CreateBy(static () => new Restless()))).ToArray();
        foreach (var actor in busy)
        {
            actor.Tell("go");
        }

        var echo = Sys.ActorOf(Props.CreateBy(static () => new Echo()));

        Assert.Equal("ping", await echo.Ask<string>("ping", TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        foreach (var actor in busy)
        {
            Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(10)));
        }
    }

    [Fact]
    public async Task IdleActor_KeepsNeitherTheLastMessageNorItsSender()
    {
        var echo = Sys.ActorOf(Props.CreateBy(static () => new Echo()));
        var message = await AskAsync(echo);
        await Task.Yield(); // off the stack of the answer

        AwaitCondition(
            () =>
            {
                GC.Collect();
                return !message.TryGetTarget(out _);
            },
            TimeSpan.FromSeconds(10));
        Assert.False(echo.Equals(ActorRefs.Nobody)); // alive till here
    }

    /// <summary>A method of its own, so that no local of the test holds the message or the ask that carries it back.</summary>
    private static async Task<WeakReference<object>> AskAsync(IActorRef echo)
    {
        var message = new object();
        Assert.Same(message, await echo.Ask<object>(message));
        return new WeakReference<object>(message);
    }

    private sealed record Numbered(int Sender, int Number);

    private sealed class Count
    {
        private int _value;

        public int Value => Volatile.Read(ref _value);

        public void Add() => Interlocked.Increment(ref _value);
    }

    private sealed class Checker(int expected, TaskCompletionSource done) : UntypedActor
    {
        private readonly int[] _next = new int[Senders];
        private int _left = expected;

        protected override void OnReceive(object message)
        {
            var (sender, number) = (Numbered)message;
            if (_next[sender]++ != number)
            {
                done.TrySetException(new InvalidOperationException($"Sender {sender}: expected {_next[sender] - 1}, got {number}."));
            }

            if (--_left == 0)
            {
                done.TrySetResult();
            }
        }
    }

    private sealed class Counter(Count count) : UntypedActor
    {
        protected override void OnReceive(object message) => count.Add();
    }

    private sealed class Restless : UntypedActor
    {
        protected override void OnReceive(object message) => Self.Tell(message);
    }

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }
}
