namespace ActorTrading.Actors.TestKit;

/// <summary>Base of a test class: a system of its own that ends with the test.</summary>
public class TestKit : TestKitBase, IDisposable
{
    public TestKit(ActorSystemOptions? options = null, string? actorSystemName = null, TestKitSettings? settings = null)
        : this(ActorSystem.Create(actorSystemName ?? "test", options ?? new ActorSystemOptions()), settings)
    {
    }

    public TestKit(ActorSystem system, TestKitSettings? settings = null)
        : base(system, settings ?? new TestKitSettings(), "testActor")
    {
        EventFilter = new EventFilterFactory(this);
    }

    /// <summary>Expectations on the log.</summary>
    public EventFilterFactory EventFilter { get; }

    public TestProbe CreateTestProbe(string? name = null) => new(Sys, TestKitSettings, name);

    public IActorRef ActorOf(Props props, string? name = null) => Sys.ActorOf(props, name);

    public IActorRef ActorOf<TActor>(string? name = null)
        where TActor : ActorBase, new() => Sys.ActorOf(Props.CreateBy(static () => new TActor()), name);

    /// <summary>Terminates the system and waits for its end.</summary>
    public void Shutdown(TimeSpan? duration = null)
    {
        var ended = (IAsyncResult)Sys.Terminate();
        Check(ended.AsyncWaitHandle.WaitOne(duration ?? TimeSpan.FromSeconds(10)), "The actor system did not terminate in time.", null);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Shutdown();
        }
    }
}
