using ActorTrading.Feeds.Exchanges.Rest;

namespace ActorTrading.Feeds.Tests.Exchanges.Rest;

public sealed class HostListTests
{
    private static readonly Uri First = new("http://first.test");
    private static readonly Uri Second = new("http://second.test");
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(30);
    private readonly HostList _hosts = new([First, Second], 2, Break);

    [Fact]
    public void Choose_FirstFails_TakesTheSecondUntilTheBreakIsOver()
    {
        Fail(First, 0);

        Assert.Equal(Second, Choose(1));
        Assert.Equal(First, Choose(30));
    }

    [Fact]
    public void Choose_AllFail_HasNoneAndTellsForHowLong()
    {
        Fail(First, 0, 1);
        Fail(Second, 2, 3);

        Assert.Null(_hosts.Choose(TimeSpan.FromSeconds(4), out var wait));
        Assert.Equal(TimeSpan.FromSeconds(27), wait);
        Assert.Equal("second 3", _hosts.LastFailure);
    }

    [Fact]
    public void Choose_AfterTheBreak_LetsOneRequestTry()
    {
        Fail(First, 0, 1);
        Fail(Second, 0, 9);

        Assert.Equal(First, Choose(32));
        Assert.Null(Choose(32));
        Assert.Equal(Second, Choose(39));
        _hosts.Report(First, null, TimeSpan.FromSeconds(40));

        Assert.Equal(First, Choose(40));
        Assert.Equal(First, Choose(40));
    }

    [Fact]
    public void Choose_TheTryFailed_BreaksAgain()
    {
        Fail(First, 0, 1);
        Fail(Second, 100, 100);

        Assert.Equal(First, Choose(101));
        Fail(First, 102);

        Assert.Null(Choose(103));
    }

    [Fact]
    public void Choose_TheTryWasAbandoned_LetsTheNextRequestTry()
    {
        Fail(First, 0, 1);
        Fail(Second, 100, 100);

        Assert.Equal(First, Choose(101));
        _hosts.Abandon(First);

        Assert.Equal(First, Choose(101));
    }

    private Uri? Choose(int seconds) => _hosts.Choose(TimeSpan.FromSeconds(seconds), out _);

    private void Fail(Uri host, params int[] seconds)
    {
        foreach (var second in seconds)
        {
            _hosts.Report(host, $"{host.Host.Split('.')[0]} {second}", TimeSpan.FromSeconds(second));
        }
    }
}
