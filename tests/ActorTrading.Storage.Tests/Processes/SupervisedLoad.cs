using System.Collections.Concurrent;
using System.Globalization;
using ActorTrading.Actors;
using ActorTrading.Actors.Pattern;
using ActorTrading.Actors.Persistence;
using ActorTrading.Tests;

namespace ActorTrading.Storage.Tests.Processes;

/// <summary>Persistent actors under back-off supervisors, each asked to store one number after the other for as long as it lasts, whatever happens to the journal.</summary>
internal sealed class SupervisedLoad
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MinBackoff = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MaxBackoff = TimeSpan.FromMilliseconds(200);
    private static readonly CircuitBreakerOptions QuickToTryAgain = new() { ResetTimeout = TimeSpan.FromMilliseconds(500) };
    private readonly IJournal _journal;
    private readonly ActorSystem _system;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string>[] _acknowledged;
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly Task[] _drivers;

    public SupervisedLoad(IJournal journal, int actors)
    {
        _journal = journal;
        _system = ActorSystem.Create("load", new ActorSystemOptions { Persistence = new PersistenceOptions { Journal = journal, JournalCircuitBreaker = QuickToTryAgain } });
        _acknowledged = [.. Enumerable.Range(0, actors).Select(_ => new ConcurrentQueue<string>())];
        _drivers = [.. Enumerable.Range(0, actors).Select(n => Task.Run(() => DriveAsync(n)))];
    }

    /// <summary>Failed writes and recoveries that actors have told of, without those that the circuit breaker spared the journal.</summary>
    public IReadOnlyCollection<Exception> Failures => _failures;

    /// <summary>Waits until every actor has acknowledged a number of further events.</summary>
    public async Task ProgressAsync(int events, string when)
    {
        var goals = _acknowledged.Select(done => done.Count + events).ToArray();
        await Eventually.TrueAsync(
            () => _acknowledged.Zip(goals).All(x => x.First.Count >= x.Second),
            $"every actor stores {events} more events {when}",
            TimeSpan.FromSeconds(30));
    }

    /// <summary>Waits until an actor has told of a failure, counted from the start.</summary>
    public Task FailureAsync(int count) => Eventually.TrueAsync(() => _failures.Count >= count, $"{count} failed writes are told", TimeSpan.FromSeconds(30));

    /// <summary>Ends the load and holds the journal against what was acknowledged: all of it is there, once, in order, with numbers from 1 without gaps.</summary>
    public async Task StopAndCheckAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_drivers);
        await _system.Terminate();
        for (var n = 0; n < _acknowledged.Length; n++)
        {
            var stored = await _journal.ReplayAsync($"load-{n}", 1, long.MaxValue, long.MaxValue).ToListAsync();
            var texts = stored.Select(e => ((Note)e.Payload).Text).ToList();
            Assert.Equal(Enumerable.Range(1, stored.Count).Select(i => (long)i), stored.Select(e => e.SequenceNr));
            Assert.Equal(texts.Distinct().OrderBy(Number), texts);
            Assert.NotEmpty(_acknowledged[n]);
            Assert.Empty(_acknowledged[n].Except(texts));
            // What was not acknowledged may be stored; with one command at a time that is one per failure at most.
            Assert.InRange(texts.Count - _acknowledged[n].Count, 0, texts.Count);
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private async Task DriveAsync(int n)
    {
        var child = Props.CreateBy(() => new Keeper($"load-{n}", _failures));
        var supervisor = _system.ActorOf(
            BackoffSupervisor.Props(Backoff.OnStop(child, "keeper", MinBackoff, MaxBackoff, 0.2).WithReplyWhileStopped(Down.Instance)),
            $"load-{n}");
        for (var number = 1; !_stop.IsCancellationRequested; number++)
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            try
            {
                if (await supervisor.Ask<object>(text, Patience) is string)
                {
                    _acknowledged[n].Enqueue(text);
                }
                else
                {
                    await Task.Delay(MinBackoff);
                }
            }
            catch (AskTimeoutException)
            {
                // The command was lost with its actor, or its event was not acknowledged in time.
                continue;
            }
        }
    }

    private sealed class Down
    {
        public static Down Instance { get; } = new();
    }

    private sealed class Keeper : ReceivePersistentActor
    {
        private readonly ConcurrentQueue<Exception> _failures;

        public Keeper(string id, ConcurrentQueue<Exception> failures)
        {
            _failures = failures;
            PersistenceId = id;
            Recover<Note>(_ => { });
            Command<string>(text => Persist(new Note(text), _ => Sender.Tell(text, Self)));
        }

        public override string PersistenceId { get; }

        protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Remember(cause);

        protected override void OnRecoveryFailure(Exception reason, object? message = null) => Remember(reason);

        /// <summary>What an open circuit breaker says is not the journal's own word.</summary>
        private void Remember(Exception cause)
        {
            if (cause is not OpenCircuitException)
            {
                _failures.Enqueue(cause);
            }
        }
    }
}
