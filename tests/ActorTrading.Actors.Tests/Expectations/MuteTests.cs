using System.Collections.Concurrent;
using ActorTrading.Actors.Event;
using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Expectations;

public sealed class MuteTests : TestKit.TestKit
{
    private readonly ConcurrentQueue<string> _log;

    public MuteTests()
        : this(new ConcurrentQueue<string>())
    {
    }

    private MuteTests(ConcurrentQueue<string> log)
        : base(new ActorSystemOptions { LogSink = entry => log.Enqueue(entry.Message.ToString()!) }) =>
        _log = log;

    [Fact]
    public void MutedEvents_DoNotReachTheLogSink_UntilTheyAreUnmuted()
    {
        Sys.EventStream.Subscribe<Info>(TestActor);
        var mute = EventFilter.Info(start: "quiet").And.Warning().Mute();
        Sys.Log.Info("quiet 1");
        Sys.Log.Warning("quiet 2");
        Sys.Log.Info("loud");
        mute.Unmute();
        mute.Unmute();
        Sys.Log.Info("quiet 3");

        Assert.Equal(["loud", "quiet 3"], _log);
        Assert.Equal(["quiet 1", "loud", "quiet 3"], ReceiveN(3).Select(static e => ((Info)e).Message));
    }

    [Fact]
    public void UsingTheMute_EndsIt()
    {
        using (EventFilter.Error().Mute())
        {
            Sys.Log.Error("quiet");
        }

        Sys.Log.Error("loud");

        Assert.Equal(["loud"], _log);
    }

    [Fact]
    public async Task WhatIsExpectedOrMutedWhileAnActionRuns_IsNotLogged_AndTheRestIs()
    {
        EventFilter.Info("expected").ExpectOne(() => LogBoth("expected"));
        EventFilter.Info("muted").Mute(() => LogBoth("muted"));
        await EventFilter.Info("later").MuteAsync(() => LogBoth("later"));
        Assert.Throws<AssertionException>(() => EventFilter.Info("too many").ExpectOne(() =>
        {
            LogBoth("too many");
            LogBoth("too many");
        }));
        Sys.Log.Info("expected");

        Assert.Equal(["and this", "and this", "and this", "and this", "and this", "expected"], _log);
    }

    [Fact]
    public async Task NoneExpected_WithATimeout_WaitsForAllOfIt()
    {
        var late = Task.Delay(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken)
            .ContinueWith(_ => Sys.Log.Info("late"), TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);

        await Assert.ThrowsAsync<AssertionException>(() => EventFilter.Info("late").ExpectAsync(0, TimeSpan.FromSeconds(10), static () => { }));
        await late;
    }

    [Fact]
    public async Task ActionsThatAreNotAsync_HaveAsyncForms()
    {
        await EventFilter.Info("m").ExpectOneAsync(() => Sys.Log.Info("m"));
        await EventFilter.Info("m").ExpectOneAsync(TimeSpan.FromSeconds(3), () => Sys.Log.Info("m"));
        await EventFilter.Info("m").ExpectAsync(1, () => Sys.Log.Info("m"));
    }

    [Fact]
    public void LevelsOfEvents()
    {
        Assert.Equal(LogLevel.DebugLevel, Logging.LogLevelFor<Debug>());
        Assert.Equal(LogLevel.InfoLevel, Logging.LogLevelFor<Info>());
        Assert.Equal(LogLevel.WarningLevel, Logging.LogLevelFor<Warning>());
        Assert.Equal(LogLevel.ErrorLevel, Logging.LogLevelFor<Error>());
        Assert.Throws<ArgumentException>(static () => Logging.LogLevelFor<LogEvent>());
    }

    private void LogBoth(string text)
    {
        Sys.Log.Info(text);
        Sys.Log.Info("and this");
    }
}
