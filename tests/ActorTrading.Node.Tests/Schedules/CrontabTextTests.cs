using ActorTrading.Node.Schedules;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Node.Tests.Schedules;

public sealed class CrontabTextTests
{
    private const string Schedule = "0 10 * * *";
    private const string Command = "/opt/actortrading maintain >> /log 2>&1";

    private static readonly string Block = CrontabText.Install("", Schedule, Command);

    public static TheoryData<string> Others => ["", "0 1 * * * x\n", "0 1 * * * x", "A=b\r\n0 1 * * * x\r\n", "# comment\n\n\n0 1 * * * echo 100\\%\n", "\n", "\u00e9\u00ff\u0080\n", "@reboot y\r"];

    [Theory]
    [MemberData(nameof(Others))]
    public void Install_LeavesOtherLinesAsTheyAre_AndTwiceIsOnce(string others)
    {
        var once = CrontabText.Install(others, Schedule, Command);

        Assert.StartsWith(others, once, StringComparison.Ordinal);
        Assert.EndsWith(Block, once, StringComparison.Ordinal);
        Assert.Equal(once, CrontabText.Install(once, Schedule, Command));
        Assert.Equal([(Schedule, Command)], CrontabText.Jobs(once));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Remove_GivesTheOtherLinesBack(string others)
    {
        var removed = CrontabText.Remove(CrontabText.Install(others, Schedule, Command));

        Assert.Equal(others.Length == 0 || others.EndsWith('\n') ? others : others + "\n", removed);
    }

    [Fact]
    public void Install_InTheMiddleOfOthers_KeepsThemAll()
    {
        var crontab = $"first\n{Block}last";

        Assert.Equal($"first\nlast\n{CrontabText.Install("", "5 5 * * *", Command)}", CrontabText.Install(crontab, "5 5 * * *", Command));
    }

    [Fact]
    public void DuplicatedBlocks_BecomeOne() => Assert.Equal($"a\nb\n{Block}", CrontabText.Install($"{Block}a\n{Block}b\n{Block}", Schedule, Command));

    [Fact]
    public void BlockWithCarriageReturns_IsOurs() =>
        Assert.Equal("a\r\nb\r\n", CrontabText.Remove($"a\r\n{Block.Replace("\n", "\r\n", StringComparison.Ordinal)}b\r\n"));

    [Fact]
    public void BlockWithoutItsEnd_LosesOnlyWhatIsKnownToBeOurs()
    {
        var damaged = $"a\n{Block.Replace($"{CrontabText.End}\n", "", StringComparison.Ordinal)}0 2 * * * theirs\n";

        var removed = CrontabText.Remove(damaged);

        Assert.DoesNotContain("maintain", removed, StringComparison.Ordinal);
        Assert.EndsWith("0 2 * * * theirs\n", removed, StringComparison.Ordinal);
        Assert.StartsWith("a\n", removed, StringComparison.Ordinal);
    }

    [Fact]
    public void BlockWithoutItsEnd_BeforeAWholeOne_DoesNotSwallowWhatIsBetween()
    {
        var damaged = $"{CrontabText.Begin}\n0 2 * * * theirs\n{Block}";

        Assert.Equal("0 2 * * * theirs\n", CrontabText.Remove(damaged));
    }

    [Fact]
    public void EndWithoutABegin_GoesAlone() => Assert.Equal("a\nb\n", CrontabText.Remove($"a\n{CrontabText.End}\nb\n"));

    [Fact]
    public void Install_OfAnyText_KeepsItsLinesAndIsIdempotent()
    {
        string[] pieces = ["a", "\n", "\r\n", CrontabText.Begin, CrontabText.End, "0 1 * * * x", " ", Block, "\u00ff", "%"];
        Prop.ForAll(Gen.Elements(pieces).ArrayOf().ToArbitrary(), parts =>
        {
            var text = string.Concat(parts);
            var once = CrontabText.Install(text, Schedule, Command);
            var left = CrontabText.Remove(once);
            return once == CrontabText.Install(once, Schedule, Command)
                && CrontabText.Remove(left) == left
                && CrontabText.Jobs(once).Count == 1
                && CrontabText.Jobs(left).Count == 0;
        }).QuickCheckThrowOnFailure();
    }
}
