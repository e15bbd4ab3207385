using System.Collections.Concurrent;
using ActorTrading.Actors.Event;
using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Expectations;

public sealed class TestKitTests
{
    [Fact]
    public void Output_GetsTheLog_OfOwnSystemsAndOthers_AndEndsWithNoTest()
    {
        var lines = new ConcurrentQueue<string>();
        var sunk = new ConcurrentQueue<LogEvent>();
        using var other = ActorSystem.Create("other");
        using (var kit = new Kit(new ActorSystemOptions { LogSink = sunk.Enqueue }, lines.Enqueue))
        {
            kit.Listen(other);
            kit.Sys.Log.Info("here {0}", 1);
            other.Log.Warning("there");
            kit.EventFilter.Info("quiet").ExpectOne(() => kit.Sys.Log.Info("quiet"));
        }

        Assert.Contains(lines, static l => l.StartsWith("[INFO]", StringComparison.Ordinal) && l.EndsWith(" here 1", StringComparison.Ordinal));
        Assert.Contains(lines, static l => l.StartsWith("other: [WARNING]", StringComparison.Ordinal) && l.EndsWith(" there", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, static l => l.EndsWith("quiet", StringComparison.Ordinal));
        Assert.Contains(sunk, static e => e.Message.ToString() == "here 1");
    }

    [Fact]
    public void SystemEnds_AlsoWhereTheEndOfTheTestForgetsOrFails()
    {
        var kit = new Kit(null, null) { AtTheEnd = static () => { } };
        kit.Dispose();
        Assert.True(kit.Sys.WhenTerminated.IsCompleted);

        kit = new Kit(null, null) { AtTheEnd = static () => throw new FormatException("bad") };
        Assert.Throws<FormatException>(kit.Dispose);
        Assert.True(kit.Sys.WhenTerminated.IsCompleted);
    }

    [Fact]
    public void TestScheduler_DoesNotGoBack()
    {
        using var scheduler = new TestScheduler();
        var start = scheduler.Now;
        scheduler.AdvanceTo(start.AddSeconds(2));
        scheduler.AdvanceTo(start.AddSeconds(2));

        Assert.Throws<InvalidOperationException>(() => scheduler.AdvanceTo(start.AddSeconds(1)));
        Assert.Equal(start.AddSeconds(2), scheduler.Now);
    }

    private sealed class Kit(ActorSystemOptions? options, Action<string>? output) : TestKit.TestKit(options, output: output)
    {
        public Action? AtTheEnd { get; init; }

        public void Listen(ActorSystem system) => InitializeLogger(system, $"{system.Name}: ");

        protected override void AfterAll()
        {
            if (AtTheEnd is { } end)
            {
                end();
            }
            else
            {
                base.AfterAll();
            }
        }
    }
}
