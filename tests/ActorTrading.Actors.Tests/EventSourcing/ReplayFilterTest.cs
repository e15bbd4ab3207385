using ActorTrading.Actors.Event;
using ActorTrading.Actors.Pattern;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.Tests.EventSourcing;

/// <summary>Logs are written as numbers with the letter of their writer; "13" alone has none.</summary>
public sealed class ReplayFilterTest
{
    [Theory]
    [InlineData("13A 14A 15A", 100, "13A 14A 15A", 0)]
    [InlineData("13 14 15A", 2, "13 14 15A", 0)]
    [InlineData("13A 14A 15B", 100, "13A 14A 15B", 0)]
    [InlineData("13A 14A 15A 15B", 100, "13A 14A 15B", 1)]
    [InlineData("13A 14A 15B 15A 16A", 100, "13A 14A 15B", 2)]
    [InlineData("13A 14B 15C 14A 15A 15B 16C", 100, "13A 14B 15C 16C", 3)]
    [InlineData("13A 14A 15A 16A 13B", 2, "13A 14A 13B", 2)]
    [InlineData("13A 15A 14A", 100, "13A 15A", 1)]
    public void RepairByDiscardOld_LeavesOutWhatOldWritersWrote(string log, int window, string replayed, int warnings)
    {
        var run = new Run(ReplayFilterMode.RepairByDiscardOld, window, log);

        Assert.Equal(replayed, run.Replayed);
        Assert.Equal(warnings, run.Issues);
        Assert.True(run.IsRecovered);
    }

    [Theory]
    [InlineData("13A 14A 15A 15B", 1)]
    [InlineData("13A 14A 15B 15A 16A", 2)]
    [InlineData("13A 14B 15C 14A 15A 15B 16C", 3)]
    public void Warn_ReplaysEverything(string log, int warnings)
    {
        var run = new Run(ReplayFilterMode.Warn, 100, log);

        Assert.Equal(log, run.Replayed);
        Assert.Equal(warnings, run.Issues);
    }

    [Theory]
    [InlineData("13A 14A 15A 15B")]
    [InlineData("13A 14A 15B 15A 16A")]
    public void Fail_FailsTheRecovery(string log)
    {
        var run = new Run(ReplayFilterMode.Fail, 100, log);

        Assert.False(run.IsRecovered);
        Assert.IsType<IllegalStateException>(run.Failure);
        Assert.StartsWith("Invalid replayed event", run.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Disabled_ReplaysEverything_InSilence()
    {
        var run = new Run(ReplayFilterMode.Disabled, 100, "13A 14A 15B 15A 16A");

        Assert.Equal("13A 14A 15B 15A 16A", run.Replayed);
        Assert.Equal(0, run.Issues);
    }

    [Fact]
    public void LongLogs_KeepTheirOrder_AndLoseOnlyWhatIsStale()
    {
        var good = Enumerable.Range(1, 1500).Select(static n => $"{n}{(char)('A' + (n / 400))}").ToList();
        var log = good.ToList();
        log.Insert(901, "902A");

        var run = new Run(ReplayFilterMode.RepairByDiscardOld, 100, string.Join(' ', log));

        Assert.Equal(string.Join(' ', good), run.Replayed);
        Assert.Equal(1, run.Issues);
    }

    private sealed class Run : TestKit.TestKit
    {
        public Run(ReplayFilterMode mode, int window, string log)
            : base(new ActorSystemOptions
            {
                Persistence = new PersistenceOptions
                {
                    Journal = new ListJournal([.. log.Split(' ').Select(Event)]),
                    ReplayFilter = new ReplayFilterOptions { Mode = mode, WindowSize = window },
                },
            })
        {
            var issues = CreateTestProbe();
            Sys.EventStream.Subscribe<LogEvent>(issues.Ref);
            var actor = Sys.ActorOf(Props.CreateBy(() => new Acting("p")
            {
                OnRecover = (self, message) =>
                {
                    TestActor.Tell(message is string s ? s : "completed");
                    return true;
                },
                OnTrouble = (_, _, cause, _) => TestActor.Tell(cause),
                OnCommand = static (_, _) => { },
            }));
            var replayed = new List<string>();
            object last;
            while ((last = ExpectMsg<object>()) is string e and not "completed")
            {
                replayed.Add(e);
            }

            Replayed = string.Join(' ', replayed);
            IsRecovered = last is "completed";
            Failure = last as Exception;
            Sys.EventStream.Publish(new Warning("test", typeof(Run), "end"));
            for (string text; (text = issues.ExpectMsg<LogEvent>().Message.ToString()!) != "end";)
            {
                Issues += text.StartsWith("Invalid replayed event", StringComparison.Ordinal) ? 1 : 0;
            }

            Sys.Stop(actor);
        }

        public string Replayed { get; }

        public bool IsRecovered { get; }

        public Exception? Failure { get; }

        public int Issues { get; }

        private static PersistentRepr Event(string text)
        {
            var writer = text.TrimStart("0123456789".ToCharArray());
            return new PersistentRepr(text, long.Parse(text[..^writer.Length]), "p", writer, 0, []);
        }
    }
}
