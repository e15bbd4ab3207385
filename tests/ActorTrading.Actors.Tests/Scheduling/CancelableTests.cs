using ActorTrading.Actors.TestKit;

namespace ActorTrading.Actors.Tests.Scheduling;

public sealed class CancelableTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly IScheduler _scheduler;

    public CancelableTests()
    {
        _scheduler = new TestScheduler(_clock);
    }

    [Fact]
    public void Cancel_CallsBackOnce()
    {
        using var cancelable = new Cancelable(_scheduler);
        var calls = 0;
        cancelable.Token.Register(() => calls++);
        Assert.False(cancelable.IsCancellationRequested);

        cancelable.Cancel();
        cancelable.Cancel();

        Assert.Equal((1, true, true), (calls, cancelable.IsCancellationRequested, cancelable.Token.IsCancellationRequested));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void CallbacksThatThrow_KeepTheRestFromRunning_OnlyIfWanted(bool throwOnFirst, int expected)
    {
        using var cancelable = new Cancelable(_scheduler);
        var calls = 0;
        cancelable.Token.Register(static () => throw new InvalidOperationException("registered first, called last"));
        cancelable.Token.Register(() => calls++);
        cancelable.Token.Register(static () => throw new InvalidOperationException("called first"));

        var error = Record.Exception(() => cancelable.Cancel(throwOnFirst));

        Assert.Equal(throwOnFirst, error is InvalidOperationException);
        Assert.Equal(!throwOnFirst, error is AggregateException { InnerExceptions.Count: 2 });
        Assert.Equal(expected, calls);
        Assert.True(cancelable.IsCancellationRequested);
    }

    [Fact]
    public void CancelAfter_UsesTheSchedulersClock()
    {
        using var late = new Cancelable(_scheduler, TimeSpan.FromSeconds(2));
        using var soon = new Cancelable(_scheduler, 1000);
        using var never = new Cancelable(_scheduler.Advanced);
        using var action = new Cancelable(_scheduler.Advanced, 1500);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((true, false, false), (soon.IsCancellationRequested, action.IsCancellationRequested, late.IsCancellationRequested));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((true, true, false), (action.IsCancellationRequested, late.IsCancellationRequested, never.IsCancellationRequested));
        Assert.Throws<ArgumentOutOfRangeException>(() => never.CancelAfter(-1));
    }

    [Fact]
    public void Linked_IsCancelledWithEither_ButNotTheOtherWay()
    {
        using var one = new Cancelable(_scheduler);
        using var two = new Cancelable(_scheduler);
        var linked = Cancelable.CreateLinkedCancelable(_scheduler, one, two);
        var other = Cancelable.CreateLinkedCancelable(_scheduler.Advanced, one, two);

        other.Cancel();
        Assert.False(one.IsCancellationRequested);
        two.Cancel();

        Assert.True(linked.IsCancellationRequested);
        Assert.False(one.IsCancellationRequested);
    }

    [Fact]
    public void AlreadyCancelled_StaysSo()
    {
        var cancelled = AlreadyCanceledCancelable.Instance;
        cancelled.Cancel();
        cancelled.Cancel(throwOnFirstException: true);
        cancelled.CancelAfter(1);
        cancelled.CancelAfter(TimeSpan.FromSeconds(1));

        Assert.True(cancelled.IsCancellationRequested);
        Assert.True(cancelled.Token.IsCancellationRequested);
        Assert.Same(cancelled, Cancelable.CreateCanceled());
        ((ICancelable?)null).CancelIfNotNull();
    }
}
