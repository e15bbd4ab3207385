using ActorTrading.Feeds.Exchanges.Rest;

namespace ActorTrading.Feeds.Tests.Exchanges.Rest;

public sealed class ServerClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 7, 30, TimeSpan.Zero);

    private readonly JumpingClock _clock = new(Start);
    private int _measured;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_Measured_IsKeptForAWhile()
    {
        using var clock = Create();
        Assert.Equal(2_000_000, (await clock.GetAsync(Cancellation)).Offset);
        _clock.Advance(TimeSpan.FromMinutes(14));
        await clock.GetAsync(Cancellation);
        Assert.Equal(1, _measured);

        _clock.Advance(TimeSpan.FromMinutes(2));
        await clock.GetAsync(Cancellation);
        Assert.Equal(2, _measured);
    }

    /// <summary>A clock set right, a machine that slept: what was measured before is worth nothing.</summary>
    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    [InlineData(2)]
    public async Task Get_OurClockWasSet_IsMeasuredAnew(int seconds)
    {
        using var clock = Create();
        await clock.GetAsync(Cancellation);
        var truth = Clock.Micros(_clock) + 2_000_000;

        _clock.Set(TimeSpan.FromSeconds(seconds));
        var server = await clock.GetAsync(Cancellation);

        Assert.Equal(2, _measured);
        Assert.InRange(server.Offset + Clock.Micros(_clock), truth - server.Uncertainty, truth + server.Uncertainty);
    }

    private ServerClock Create() => new(_clock, _ =>
    {
        _measured++;
        var now = Clock.Micros(_clock);
        return Task.FromResult(new ExchangeAnswer<long>(_clock.Truth + 2_000_000, now, now));
    });
}
