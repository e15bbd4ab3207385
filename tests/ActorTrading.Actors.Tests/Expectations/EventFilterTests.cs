using System.Text.RegularExpressions;
using ActorTrading.Actors.Event;
using ActorTrading.Actors.TestKit;
using ActorTrading.Actors.TestKit.TestActors;

namespace ActorTrading.Actors.Tests.Expectations;

public sealed class EventFilterTests() : TestKit.TestKit(
    new ActorSystemOptions { LogLevel = LogLevel.DebugLevel }, null, new TestKitSettings { SingleExpectDefault = TimeSpan.FromMilliseconds(300) })
{
    [Fact]
    public void TextFilters_ExactStartContainsPattern()
    {
        EventFilter.Info("whatever one").ExpectOne(Log);
        EventFilter.Info(start: "what").ExpectOne(Log);
        EventFilter.Info(contains: "ever").ExpectOne(Log);
        EventFilter.Info(new Regex("o.e$", RegexOptions.NonBacktracking)).ExpectOne(Log);
        EventFilter.ForLogLevel(LogLevel.InfoLevel, contains: "one").ExpectOne(Log);
        EventFilter.Custom(static e => e is Info).ExpectOne(Log);
        EventFilter.Custom<Info>(static e => e.Message.ToString() == "whatever one").ExpectOne(Log);
        EventFilter.Info(source: Sys.Name).ExpectOne(Log);
        EventFilter.Info(source: "somebody else").Expect(0, Log);
        EventFilter.Warning().Expect(0, Log);
        Assert.Throws<AssertionException>(() => EventFilter.Info("another text").ExpectOne(Log));

        void Log() => Sys.Log.Info("whatever {0}", "one");
    }

    [Fact]
    public void EachLevel()
    {
        EventFilter.Debug("m").ExpectOne(() => Sys.Log.Debug("m"));
        EventFilter.Warning("m").ExpectOne(() => Sys.Log.Warning("m"));
        EventFilter.Error("m").ExpectOne(() => Sys.Log.Error("m"));
        EventFilter.Error(new Regex("^m$", RegexOptions.NonBacktracking)).ExpectOne(() => Sys.Log.Error(new InvalidOperationException(), "m"));
    }

    [Fact]
    public void Counts_MustBeMet_NeitherMoreNorFewer()
    {
        EventFilter.Info("m").Expect(2, () => Times(2));
        Assert.Contains("Only received 1/2", Assert.Throws<AssertionException>(() => EventFilter.Info("m").Expect(2, () => Times(1))).Message);
        Assert.Contains("1 too many", Assert.Throws<AssertionException>(() => EventFilter.Info("m").Expect(2, () => Times(3))).Message);
        Assert.Throws<AssertionException>(() => EventFilter.Info("m").Expect(0, () => Times(1)));
        Assert.Throws<AssertionException>(() => EventFilter.Info("m").ExpectOne(TimeSpan.FromMilliseconds(20), static () => { }));
        Assert.Equal(5, EventFilter.Info("m").ExpectOne(() =>
        {
            Times(1);
            return 5;
        }));

        void Times(int count)
        {
            for (var i = 0; i < count; i++)
            {
                Sys.Log.Info("m");
            }
        }
    }

    [Fact]
    public void Exceptions_ByTypeAndText_InnerOnesOnlyWhenAsked()
    {
        var error = new InvalidOperationException("outer", new FormatException("inner"));

        EventFilter.Exception<InvalidOperationException>().ExpectOne(Log);
        EventFilter.Exception<Exception>("outer").ExpectOne(Log);
        EventFilter.Exception<InvalidOperationException>("logged").ExpectOne(Log);
        EventFilter.Exception<InvalidOperationException>(new Regex("ou.er", RegexOptions.NonBacktracking)).ExpectOne(Log);
        EventFilter.Exception<FormatException>().Expect(0, Log);
        EventFilter.Exception(typeof(FormatException), "inner", checkInnerExceptions: true).ExpectOne(Log);

        void Log() => Sys.Log.Error(error, "logged");
    }

    [Fact]
    public void FailureOfAnActor_IsExpectedBySourceAndType()
    {
        var actor = ActorOf<Failing>("failing");
        EventFilter.Exception<FormatException>(source: actor.Path.ToString()).ExpectOne(() => actor.Tell("x"));
        EventFilter.Exception<FormatException>(source: actor.ToString()).ExpectOne(() => actor.Tell("x"));
    }

    [Fact]
    public void DeadLetters_ByTypeAndPredicate()
    {
        EventFilter.DeadLetter().ExpectOne(() => Sys.DeadLetters.Tell("x"));
        EventFilter.DeadLetter<string>().ExpectOne(() => Sys.DeadLetters.Tell("x"));
        EventFilter.DeadLetter<string>(static s => s == "x").Expect(0, () => Sys.DeadLetters.Tell("y"));
        EventFilter.DeadLetter("x".GetType()).Expect(0, () => Sys.DeadLetters.Tell(1));
        var gone = ActorOf(BlackHoleActor.Props);
        Watch(gone);
        Sys.Stop(gone);
        ExpectTerminated(gone);
        EventFilter.DeadLetter<int>(source: gone.Path.ToString()).ExpectOne(() => gone.Tell(1));
    }

    [Fact]
    public void And_CountsAllKindsTogether()
    {
        EventFilter.Info("a").And.Warning("b").Expect(2, () =>
        {
            Sys.Log.Warning("b");
            Sys.Log.Info("a");
            Sys.Log.Warning("a");
        });
    }

    [Fact]
    public async Task AsyncForms_AndMute()
    {
        await EventFilter.Info("m").ExpectOneAsync(LogLaterAsync);
        await EventFilter.Info("m").ExpectAsync(1, TimeSpan.FromSeconds(3), LogLaterAsync);
        Assert.Equal(3, await EventFilter.Info("m").ExpectOneAsync(async () =>
        {
            await LogLaterAsync();
            return 3;
        }));
        await Assert.ThrowsAsync<AssertionException>(() => EventFilter.Info("m").ExpectAsync(2, TimeSpan.FromMilliseconds(20), LogLaterAsync));
        EventFilter.Info("m").Mute(() => Sys.Log.Info("m"));
        Assert.Equal(4, await EventFilter.Info("m").MuteAsync(static () => Task.FromResult(4)));

        async Task LogLaterAsync()
        {
            await Task.Yield();
            Sys.Log.Info("m");
        }
    }

    private sealed class Failing : UntypedActor
    {
        protected override void OnReceive(object message) => throw new FormatException("bad");
    }
}
