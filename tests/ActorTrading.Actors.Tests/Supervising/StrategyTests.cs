using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Supervising;

public sealed class StrategyTests : TestKit.TestKit
{
    private readonly ManualTimeProvider _clock;

    public StrategyTests()
        : this(new ManualTimeProvider())
    {
    }

    private StrategyTests(ManualTimeProvider clock)
        : base(new ActorSystemOptions { TimeProvider = clock })
    {
        _clock = clock;
    }

    public static TheoryData<TimeSpan?, int> Windows => new()
    {
        { null, -1 },
        { Timeout.InfiniteTimeSpan, -1 },
        { TimeSpan.Zero, 0 },
        { TimeSpan.FromMilliseconds(100) + TimeSpan.FromTicks(75), 100 },
        { TimeSpan.FromSeconds(10), 10_000 },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void Window_IsKeptInMilliseconds(TimeSpan? window, int milliseconds)
    {
        Assert.Equal(milliseconds, new OneForOneStrategy(-1, window, _ => Directive.Restart).WithinTimeRangeMilliseconds);
        Assert.Equal(milliseconds, new OneForOneStrategy(-1, window, Decider.From(Directive.Restart)).WithinTimeRangeMilliseconds);
        Assert.Equal(milliseconds, new AllForOneStrategy(-1, window, _ => Directive.Restart).WithinTimeRangeMilliseconds);
        Assert.Equal(milliseconds, new AllForOneStrategy(-1, window, Decider.From(Directive.Restart)).WithinTimeRangeMilliseconds);
    }

    [Theory]
    [InlineData(null, -1)]
    [InlineData(-1, -1)]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    public void Retries_WithoutNumber_AreUnlimited(int? retries, int expected)
    {
        Assert.Equal(expected, new OneForOneStrategy(retries, null, _ => Directive.Restart).MaxNumberOfRetries);
        Assert.Equal(expected, new AllForOneStrategy(retries, null, Decider.From(Directive.Restart)).MaxNumberOfRetries);
        Assert.Equal(3, new OneForOneStrategy(retries, null, _ => Directive.Restart).WithMaxNrOfRetries(3).MaxNumberOfRetries);
    }

    [Fact]
    public void Decider_FirstPairThatFitsDecides()
    {
        var decider = Decider.From(
            Directive.Escalate,
            Directive.Resume.When<ArgumentNullException>(),
            Directive.Stop.When<ArgumentException>(),
            Directive.Restart.When<ArgumentOutOfRangeException>());

        Assert.Equal(Directive.Resume, decider.Decide(new ArgumentNullException()));
        Assert.Equal(Directive.Stop, decider.Decide(new ArgumentOutOfRangeException()));
        Assert.Equal(Directive.Escalate, decider.Decide(new TimeoutException()));
        Assert.Equal((Directive.Escalate, 3), (decider.DefaultDirective, decider.Pairs.Count));
    }

    [Fact]
    public void StoppingStrategy_AlwaysStops() => Assert.Equal(Directive.Stop, SupervisorStrategy.StoppingStrategy.Decider.Decide(new TimeoutException()));

    [Fact]
    public async Task Verdict_SeesTheFailedChildAsSender_AndHooksCanBeOverridden()
    {
        var strategy = new Telling(TestActor);
        var parent = Sys.ActorOf(Puppet.Props(new Puppet.Strings { Strategy = () => strategy }));
        var child = await parent.Child("c");

        child.Tell(new TimeoutException("late"));

        ExpectMsg("log Restart late");
        ExpectMsg("restart=True retries=0 of 1");
        Assert.Equal(child, LastSender);
    }

    [Fact]
    public async Task WindowWithoutLimit_PermitsOneRestartInIt()
    {
        var child = await Supervise(new OneForOneStrategy(-1, 1000, _ => Directive.Restart)).Child("c");
        Watch(child);
        child.Tell(new TimeoutException());
        child.Tell("ping", TestActor);
        ExpectMsg("pong");
        _clock.Advance(TimeSpan.FromMilliseconds(1001));
        child.Tell(new TimeoutException());
        child.Tell("ping", TestActor);
        ExpectMsg("pong");

        child.Tell(new TimeoutException());

        ExpectTerminated(child);
    }

    [Fact]
    public async Task AllForOne_OneOverItsLimit_StopsAll()
    {
        var parent = Supervise(new AllForOneStrategy(1, -1, _ => Directive.Restart));
        var (one, two) = (await parent.Child("one"), await parent.Child("two"));
        Watch(one);
        Watch(two);
        one.Tell(new TimeoutException());
        one.Tell("ping", TestActor);
        ExpectMsg("pong");

        two.Tell(new TimeoutException());

        Assert.Equal([one, two], ReceiveN(2).Cast<Terminated>().Select(t => t.ActorRef).OrderBy(r => r.Path.Name));
    }

    [Fact]
    public async Task DeciderThatThrows_IsTheSupervisorsFailure()
    {
        var parent = Supervise(new OneForOneStrategy(_ => throw new NotSupportedException("no idea")));
        var child = await parent.Child("c");
        Watch(child);

        EventFilter.Exception<NotSupportedException>("no idea").ExpectOne(() => child.Tell(new TimeoutException()));

        ExpectTerminated(child);
    }

    [Fact]
    public async Task PropsStrategy_GoesBeforeTheActorsOwn()
    {
        var parent = Sys.ActorOf(Puppet.Props(new Puppet.Strings { Strategy = () => throw new InvalidOperationException("not asked") })
            .WithSupervisorStrategy(SupervisorStrategy.StoppingStrategy));
        var child = await parent.Child("c");
        Watch(child);

        child.Tell(new TimeoutException());

        ExpectTerminated(child);
    }

    private IActorRef Supervise(SupervisorStrategy strategy) => Sys.ActorOf(Puppet.Props(new Puppet.Strings { Strategy = () => strategy }));

    private sealed class Telling(IActorRef probe) : OneForOneStrategy
    {
        public override void ProcessFailure(
            IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children)
        {
            probe.Tell($"restart={restart} retries={stats.MaxNrOfRetriesCount} of {children.Count}", context.Sender);
            Assert.Equal(child.Path.Uid, stats.Uid);
            base.ProcessFailure(context, restart, child, cause, stats, children);
        }

        protected override void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive) =>
            probe.Tell($"log {directive} {cause.Message}");
    }
}
