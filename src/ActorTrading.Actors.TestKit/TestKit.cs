using ActorTrading.Actors.Dispatch;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.TestKit;

/// <summary>Base of a test class: a system of its own that ends with the test. Works with any framework that makes an instance per test and disposes of it.</summary>
public class TestKit : TestKitBase, IDisposable
{
    private bool _disposed;

    /// <param name="output">Gets the text of every log event that is not muted, on the thread that logs.</param>
    public TestKit(
        ActorSystemOptions? options = null,
        string? actorSystemName = null,
        TestKitSettings? settings = null,
        ITestKitAssertions? assertions = null,
        Action<string>? output = null)
        : this(ActorSystem.Create(actorSystemName ?? "test", WithTestDispatcher(options ?? new ActorSystemOptions())), settings, null, assertions, output)
    {
    }

    /// <summary>On a system that exists, which ends with the test all the same.</summary>
    /// <inheritdoc cref="TestKit(ActorSystemOptions, string, TestKitSettings, ITestKitAssertions, Action{string})"/>
    public TestKit(
        ActorSystem system,
        TestKitSettings? settings = null,
        string? testActorName = null,
        ITestKitAssertions? assertions = null,
        Action<string>? output = null)
        : base(system, settings, testActorName, assertions)
    {
        Output = output;
        InitializeLogger(system);
    }

    /// <summary>Where the log is written for the test; null: nowhere.</summary>
    protected Action<string>? Output { get; }

    /// <summary>
    /// Ends the test once: <see cref="AfterAll"/>, then the system. What AfterAll throws comes out when the system has ended; a system that does
    /// not end in time is only logged. Again: nothing.
    /// </summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Dispose(disposing: true);
            GC.SuppressFinalize(this);
        }
    }

    /// <summary>What <see cref="Dispose()"/> does, for classes that have more to end; those call this one too, or the system goes on.</summary>
    /// <param name="disposing">False ends nothing.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                AfterAll();
            }
            finally
            {
                Shutdown();
            }
        }
    }

    /// <summary>Runs when the test is over: ends the system, which ends even where an override does not see to it.</summary>
    protected virtual void AfterAll() => Shutdown();

    /// <summary>The log of a system goes to <see cref="Output"/> too, from now on.</summary>
    /// <param name="prefix">Before each text.</param>
    protected void InitializeLogger(ActorSystem system, string prefix = "")
    {
        if (Output is { } output)
        {
            var impl = (ActorSystemImpl)system;
            SystemLog.AttachSink(impl, impl.NextTempPath(), entry => output(prefix + entry));
        }
    }

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
