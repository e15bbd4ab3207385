namespace ActorTrading.Actors.Tests.Asking;

public sealed class PipeToTests : TestKit.TestKit
{
    [Fact]
    public void Task_WithoutMapping_SendsOnlyFailures()
    {
        _ = Task.CompletedTask.PipeTo(TestActor);
        ExpectNoMsg(20);
        _ = Task.FromException(new InvalidOperationException("x")).PipeTo(TestActor);
        Assert.Equal("x", ExpectMsg<Status.Failure>().Cause!.Message);
        _ = Task.FromCanceled(new CancellationToken(canceled: true)).PipeTo(TestActor);
        Assert.IsType<TaskCanceledException>(ExpectMsg<Status.Failure>().Cause);
    }

    [Fact]
    public void EveryKindOfTask_MapsSuccessAndFailure()
    {
        var boom = new InvalidOperationException("boom");
        _ = Task.FromResult(1).PipeTo(TestActor, success: n => $"task {n}");
        _ = Task.FromResult(2).PipeTo(TestActor, useConfigureAwait: true, success: n => $"task {n}");
        _ = Task.CompletedTask.PipeTo(TestActor, success: () => "done");
        _ = Task.CompletedTask.PipeTo(TestActor, useConfigureAwait: true, success: () => "done too");
        _ = new ValueTask<int>(3).PipeTo(TestActor, success: n => $"value {n}");
        _ = new ValueTask<int>(4).PipeTo(TestActor);
        _ = default(ValueTask).PipeTo(TestActor, success: () => "value done");
        Assert.Equal(["task 1", "task 2", "done", "done too", "value 3", 4, "value done"], ReceiveN(7));

        _ = Task.FromException<int>(boom).PipeTo(TestActor, failure: e => "1 " + e.Message);
        _ = Task.FromException(boom).PipeTo(TestActor, failure: e => "2 " + e.Message);
        _ = ValueTask.FromException<int>(boom).PipeTo(TestActor, useConfigureAwait: true, failure: e => "3 " + e.Message);
        _ = ValueTask.FromException(boom).PipeTo(TestActor, useConfigureAwait: false, failure: e => "4 " + e.Message);
        Assert.Equal(["1 boom", "2 boom", "3 boom", "4 boom"], ReceiveN(4).Cast<string>());
    }

    [Fact]
    public void MappingThatThrows_IsAFailure()
    {
        _ = Task.FromResult(1).PipeTo(TestActor, success: _ => throw new InvalidOperationException("mapping"));

        Assert.Equal("mapping", ExpectMsg<Status.Failure>().Cause!.Message);
    }

    [Fact]
    public void Sender_IsTheOneGiven_OrNone()
    {
        var other = CreateTestProbe();
        var actor = Sys.ActorOf(Improviser.Of(me =>
        {
            me.On<string>(s => s == "pipe", word =>
            {
                _ = Task.FromResult(word.Length).PipeTo(me.Me);
                _ = Task.FromResult(2).PipeTo(me.Me, other.Ref);
            });
            me.On<int>(_ => TestActor.Tell(me.From));
        }));

        actor.Tell("pipe", TestActor);

        ExpectMsg(Sys.DeadLetters);
        ExpectMsg(other.Ref);
    }

    [Fact]
    public void InsideAnAsyncHandler_TheResultArrives_WhileTheHandlerStillWaits()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Improviser.Of(me => me.OnAnyAsync(async m =>
        {
            _ = Task.Run(() => m).PipeTo(me.From, me.Me);
            await gate.Task;
        })));

        actor.Tell("x", TestActor);

        ExpectMsg("x");
        gate.SetResult();
    }
}
