using ActorTrading.Actors.Dispatch;

namespace ActorTrading.Actors.TestKit;

/// <summary>Base of a test class: a system of its own that ends with the test. Works with any framework that makes an instance per test and disposes of it.</summary>
public class TestKit : TestKitBase, IDisposable
{
    private bool _disposed;

    public TestKit(
        ActorSystemOptions? options = null, string? actorSystemName = null, TestKitSettings? settings = null, ITestKitAssertions? assertions = null)
        : this(ActorSystem.Create(actorSystemName ?? "test", WithTestDispatcher(options ?? new ActorSystemOptions())), settings, null, assertions)
    {
    }

    /// <summary>On a system that exists, which ends with the test all the same.</summary>
    public TestKit(ActorSystem system, TestKitSettings? settings = null, string? testActorName = null, ITestKitAssertions? assertions = null)
        : base(system, settings, testActorName, assertions)
    {
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Dispose(disposing: true);
            GC.SuppressFinalize(this);
        }
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            AfterAll();
        }
    }

    /// <summary>Runs when the test is over: ends the system.</summary>
    protected virtual void AfterAll() => Shutdown();

    private static ActorSystemOptions WithTestDispatcher(ActorSystemOptions options) =>
        options.Dispatchers.ContainsKey(CallingThreadDispatcher.Id)
            ? options
            : options with
            {
                Dispatchers = new Dictionary<string, MessageDispatcher>(options.Dispatchers, StringComparer.Ordinal)
                {
                    [CallingThreadDispatcher.Id] = new CallingThreadDispatcher(),
                },
            };
}
