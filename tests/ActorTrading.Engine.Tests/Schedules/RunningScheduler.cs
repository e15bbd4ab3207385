using System.Collections.Concurrent;
using ActorTrading.Engine.Schedules;
using ActorTrading.Storage.MarketData;

namespace ActorTrading.Engine.Tests.Schedules;

/// <summary>A scheduler until it is disposed.</summary>
internal sealed class RunningScheduler : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    public RunningScheduler(MarketDatabase database, TimeProvider clock, string holder, params JobPlan[] plans) =>
        _run = Task.Run(() => new Scheduler(database.Jobs, plans, new SchedulerOptions { Holder = holder }, clock, Events.Enqueue).RunAsync(_stop.Token));

    public ConcurrentQueue<JobEvent> Events { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }
}
