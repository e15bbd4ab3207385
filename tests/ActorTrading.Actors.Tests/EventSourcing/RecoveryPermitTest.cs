using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.EventSourcing;

public sealed class RecoveryPermitTest : EventSourcingTest
{
    public RecoveryPermitTest()
        : base(static options => options with { MaxConcurrentRecoveries = 1 })
    {
    }

    [Fact]
    public void OthersRecoverWhenTheFirstIsDone_InTheOrderInWhichTheyAsked()
    {
        Journal.HoldReplays();
        Start("a");
        Start("b");
        Start("c");
        ExpectNoMsg(20);

        Journal.ReleaseReplays();

        Assert.Equal(["a", "b", "c"], ReceiveN(3).Cast<string>());
    }

    [Theory]
    [InlineData("holder")]
    [InlineData("waiter")]
    public void WhoStops_GivesThePermitOrItsPlaceUp(string who)
    {
        Journal.HoldReplays();
        var holder = Start("holder");
        var waiter = Start("waiter");
        Start("last");
        ExpectNoMsg(20);

        StopAndWait(who == "holder" ? holder : waiter);
        Journal.ReleaseReplays();

        Assert.Equal(who == "holder" ? ["waiter", "last"] : ["holder", "last"], ReceiveN(2).Cast<string>());
    }

    [Theory]
    [InlineData("start")]
    [InlineData("event")]
    [InlineData("replayed")]
    [InlineData("completed")]
    public void WhoThrows_GivesThePermitBack(string where)
    {
        Given("bad", "event");
        Sys.ActorOf(Props.CreateBy(() => new Parent(
            Props.CreateBy(() => new Acting("bad")
            {
                OnStart = _ => ThrowIf(where == "start"),
                OnReplayed = _ => ThrowIf(where == "replayed"),
                OnRecover = (_, message) => ThrowIf(where == (message is RecoveryCompleted ? "completed" : "event")),
                OnCommand = static (_, _) => { },
            }),
            Sys.DeadLetters,
            Directive.Stop)));

        Start("good");

        ExpectMsg("good");
    }

    private static bool ThrowIf(bool wanted) => wanted ? throw new InvalidOperationException("bad") : true;

    /// <summary>It takes its turns on the caller's thread: it has asked for its permit when this returns, and goes on as soon as it has it.</summary>
    private IActorRef Start(string id) => Sys.ActorOf(Props.CreateBy(() => new Acting(id)
    {
        OnRecover = (_, _) =>
        {
            TestActor.Tell(id);
            return true;
        },
        OnCommand = static (_, _) => { },
    }).WithDispatcher(CallingThreadDispatcher.Id));
}
