namespace ActorTrading.Actors.Tests.EventSourcing;

public sealed class AsyncHandlerTest : EventSourcingTest
{
    [Fact]
    public void Persist_AsyncHandler_HoldsCommandsBack_AndKeepsTheSender()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Actor((self, message) => self.Persist(message, async e =>
        {
            self.From.Tell($"begin {e}");
            await gate.Task;
            self.From.Tell($"end {e}");
        }));
        actor.Tell("1", TestActor);
        actor.Tell("2", TestActor);
        ExpectMsg("begin 1");
        ExpectNoMsg(20);

        gate.SetResult();

        Assert.Equal(["end 1", "begin 2", "end 2"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void PersistAsync_AsyncHandlers_RunInOrder_OneAtATime()
    {
        var actor = Actor(static (self, message) => self.PersistAsync(message, async e =>
        {
            self.From.Tell($"begin {e}");
            await Task.Yield();
            self.From.Tell($"end {e}");
        }));
        Journal.HoldWrites();
        actor.Tell("1", TestActor);
        actor.Tell("2", TestActor);
        actor.Tell("3", TestActor);

        Journal.ReleaseWrites();

        Assert.Equal(["begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3"], ReceiveN(6).Cast<string>());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void PersistAll_Completion_FollowsTheLastHandler_AndComesBeforeTheNextCommand(bool asyncHandler, bool asyncCompletion)
    {
        var actor = Actor((self, message) =>
        {
            if (message is not string[] events)
            {
                self.From.Tell(message);
                return;
            }

            PersistAll(self, events, asyncHandler, asyncCompletion, stashing: true);
        });

        actor.Tell(new[] { "x", "y" }, TestActor);
        actor.Tell("next", TestActor);

        Assert.Equal(["x", "y", "completed", "next"], ReceiveN(4).Cast<string>());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void PersistAllAsync_Completion_FollowsTheLastHandler(bool asyncHandler, bool asyncCompletion)
    {
        var actor = Actor((self, message) => PersistAll(self, (string[])message, asyncHandler, asyncCompletion, stashing: false));

        actor.Tell(new[] { "x", "y" }, TestActor);

        Assert.Equal(["x", "y", "completed"], ReceiveN(3).Cast<string>());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void NoEvents_CompleteAtOnce(bool asyncCompletion, bool stashing)
    {
        var actor = Actor((self, _) =>
        {
            PersistAll(self, [], asyncHandler: false, asyncCompletion, stashing);
            self.From.Tell("after");
        });

        actor.Tell("go", TestActor);

        ExpectMsgAllOf("completed", "after");
        Assert.Empty(Stored("a"));
    }

    [Fact]
    public void PersistAll_Null_DoesNothing()
    {
        var actor = Actor(static (self, _) =>
        {
            self.Persist("before", self.From.Tell);
            self.PersistAll<string>(null, static _ => throw new InvalidOperationException("no event"));
            self.DeferAsync("after", self.From.Tell);
        });

        actor.Tell("go", TestActor);

        Assert.Equal(["before", "after"], ReceiveN(2).Cast<string>());
    }

    [Fact]
    public void PersistAll_WithANullAmongTheEvents_StoresNone()
    {
        var actor = StartUnder(Directive.Resume, () => new Acting("a")
        {
            OnCommand = static (self, message) =>
            {
                if (message is string[] events)
                {
                    self.PersistAll(events, static _ => { });
                }
                else
                {
                    self.Persist(message, e => self.From.Tell($"{e}@{self.LastSequenceNr}"));
                }
            },
        });

        actor.Tell(new[] { "x", null! }, TestActor);
        actor.Tell("y", TestActor);

        Assert.StartsWith("failed An event is null", ExpectMsg<string>(), StringComparison.Ordinal);
        ExpectMsg("y@1");
    }

    [Fact]
    public void DeferAsync_AsyncHandler_RunsAfterTheHandlersBefore()
    {
        var actor = Actor(static (self, _) =>
        {
            self.PersistAllAsync(new[] { "x", "y" }, self.From.Tell);
            self.DeferAsync("deferred", async e =>
            {
                await Task.Yield();
                self.From.Tell(e);
            });
        });

        actor.Tell("go", TestActor);

        Assert.Equal(["x", "y", "deferred"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void DeferAsync_InsideAPersistHandler_WaitsForItsEnd()
    {
        var actor = Actor(static (self, _) => self.Persist("x", e =>
        {
            self.DeferAsync("deferred", self.From.Tell);
            self.From.Tell(e);
        }));

        actor.Tell("go", TestActor);

        Assert.Equal(["x", "deferred"], ReceiveN(2).Cast<string>());
    }

    [Fact]
    public void ThrowingAsyncHandler_Restarts_AndTheEventIsReplayed()
    {
        var actor = StartUnder(Directive.Restart, () => new Acting("a")
        {
            OnCommand = static (self, message) =>
            {
                if (message is "?")
                {
                    self.From.Tell(string.Join(',', self.State));
                    return;
                }

                self.Persist("x", async _ =>
                {
                    await Task.Yield();
                    throw new InvalidOperationException("late");
                });
            },
        });

        actor.Tell("go", TestActor);
        actor.Tell("?", TestActor);

        ExpectMsg("failed late");
        ExpectMsg("x");
    }

    [Fact]
    public void RunTask_InsideATask_IsRefused()
    {
        var actor = StartUnder(Directive.Resume, () => new Acting("a")
        {
            OnCommand = static (self, _) => self.RunIt(async () =>
            {
                await Task.Yield();
                self.RunIt(static () => Task.CompletedTask);
            }),
        });

        actor.Tell("go", TestActor);

        ExpectMsg("failed RunTask calls cannot be nested");
    }

    [Fact]
    public void Task_ThatPersists_IsFollowedByAsyncHandlers_ThenByTheNextCommand()
    {
        var actor = Actor(static (self, message) => self.RunIt(async () =>
        {
            await Task.Yield();
            self.Persist($"{message} 1", async e =>
            {
                await Task.Yield();
                self.From.Tell(e);
                self.Persist($"{message} 2", self.From.Tell);
            });
            self.From.Tell($"{message} task");
        }));

        actor.Tell("a", TestActor);
        actor.Tell("b", TestActor);

        Assert.Equal(["a task", "a 1", "a 2", "b task", "b 1", "b 2"], ReceiveN(6).Cast<string>());
    }

    [Fact]
    public void FailedTask_StoresWhatItPersisted()
    {
        var actor = StartUnder(Directive.Resume, () => new Acting("a")
        {
            OnCommand = static (self, message) => self.RunIt(async () =>
            {
                await Task.Yield();
                self.Persist((string)message, self.From.Tell);
                throw new InvalidOperationException((string)message);
            }),
        });

        actor.Tell("x", TestActor);
        actor.Tell("y", TestActor);

        ExpectMsgAllOf("failed x", "x");
        ExpectMsgAllOf("failed y", "y");
    }

    private static void PersistAll(Acting self, string[] events, bool asyncHandler, bool asyncCompletion, bool stashing)
    {
        var sender = self.From;
        async Task HandleAsync(string e)
        {
            await Task.Yield();
            sender.Tell(e);
        }

        async Task CompleteAsync()
        {
            await Task.Yield();
            sender.Tell("completed");
        }

        void Handle(string e) => sender.Tell(e);
        void Complete() => sender.Tell("completed");
        switch (asyncHandler, asyncCompletion, stashing)
        {
            case (false, false, true):
                self.PersistAll(events, Handle, Complete);
                break;
            case (false, true, true):
                self.PersistAll(events, Handle, CompleteAsync);
                break;
            case (true, false, true):
                self.PersistAll(events, HandleAsync, Complete);
                break;
            case (true, true, true):
                self.PersistAll(events, HandleAsync, CompleteAsync);
                break;
            case (false, false, false):
                self.PersistAllAsync(events, Handle, Complete);
                break;
            case (false, true, false):
                self.PersistAllAsync(events, Handle, CompleteAsync);
                break;
            case (true, false, false):
                self.PersistAllAsync(events, HandleAsync, Complete);
                break;
            default:
                self.PersistAllAsync(events, HandleAsync, CompleteAsync);
                break;
        }
    }

    private IActorRef Actor(Action<Acting, object> onCommand) => Start(() => new Acting("a") { OnCommand = onCommand });
}
