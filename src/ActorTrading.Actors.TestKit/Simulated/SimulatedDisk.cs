using ActorTrading.Actors.Persistence;

namespace ActorTrading.Actors.TestKit.Simulated;

/// <summary>Requests under way to a store: each takes effect and is answered at times of its own, or is lost with the host that made it.</summary>
internal sealed class SimulatedDisk
{
    private readonly Simulation _simulation;
    private readonly SimulatedStoreOptions _options;
    private readonly Random _random;
    private readonly List<Request> _underWay = [];

    public SimulatedDisk(Simulation simulation, SimulatedStoreOptions options)
    {
        options.Validate();
        _simulation = simulation;
        _options = options;
        _random = simulation.NewRandom();
        simulation.Crashed += Lose;
    }

    public bool IsFaultless { get; set; }

    /// <summary>Changes the store with latency.</summary>
    /// <param name="failures">Share of reported failures.</param>
    /// <param name="rejections">Share of rejections.</param>
    /// <param name="change">What the store does; must be done at once.</param>
    public Task ChangeAsync(double failures, double rejections, Func<Task> change)
    {
        if (!IsFaultless && _random.Hits(rejections))
        {
            return AnswerLater(static () => throw new EventRejectedException("The simulated store rejects the write."));
        }

        if (IsFaultless || !_random.Hits(failures))
        {
            return Submit(change, null);
        }

        var failure = new SimulatedFailureException("The simulated store fails.");
        return _random.Next(2) == 0 ? Submit(change, failure) : AnswerLater(() => throw failure);
    }

    /// <summary>Waits as long as a read takes; throws when the seed says so.</summary>
    public Task ReadAsync() => AnswerLater(!IsFaultless && _random.Hits(_options.ReadFailures)
        ? static () => throw new SimulatedFailureException("The simulated store cannot be read.")
        : static () => { });

    /// <summary>Changes by chance how many events come before the next pause of a read.</summary>
    public int NextRunLength() => _random.Next(1, 64);

    private Task Submit(Func<Task> change, Exception? reported)
    {
        var request = new Request(_simulation.CurrentHost);
        _underWay.Add(request);
        var latency = Latency();
        var effect = _random.Between(TimeSpan.Zero, latency);
        After(effect, () =>
        {
            if (request.IsLost)
            {
                return;
            }

            var outcome = change();
            if (!outcome.IsCompleted)
            {
                throw new InvalidOperationException("The store behind a simulated one must answer at once: use one in memory.");
            }

            After(latency - effect, () => AnswerTo(request, reported is null ? outcome : Task.FromException(reported)));
        });
        return request.Task;
    }

    private Task AnswerLater(Action answer)
    {
        var request = new Request(_simulation.CurrentHost);
        _underWay.Add(request);
        After(Latency(), () => AnswerTo(request, Try(answer)));
        return request.Task;
    }

    private void AnswerTo(Request request, Task outcome)
    {
        if (!request.IsLost)
        {
            _underWay.Remove(request);
            request.Answer(outcome);
        }
    }

    private static Task Try(Action answer)
    {
        try
        {
            answer();
            return Task.CompletedTask;
        }
        catch (Exception e)
        {
            return Task.FromException(e);
        }
    }

    private TimeSpan Latency() => _random.Between(_options.MinLatency, _options.MaxLatency);

    private void After(TimeSpan delay, Action action) =>
        _ = _simulation.Clock.CreateTimer(static state => ((Action)state!)(), action, delay, Timeout.InfiniteTimeSpan);

    private void Lose(Host host)
    {
        foreach (var request in _underWay.Where(r => r.Host == host))
        {
            request.IsLost = true;
        }

        _underWay.RemoveAll(static r => r.IsLost);
    }

    private sealed class Request(Host? host)
    {
        private readonly TaskCompletionSource _answer = new();

        public Host? Host => host;

        public bool IsLost { get; set; }

        public Task Task => _answer.Task;

        public void Answer(Task outcome) => _answer.SetFromTask(outcome);
    }
}
