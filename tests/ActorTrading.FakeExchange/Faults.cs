namespace ActorTrading.FakeExchange;

/// <summary>What goes wrong, set while the exchange runs. Chance is seeded. Safe for many threads.</summary>
public sealed class Faults(int seed)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly List<(Fault Fault, int Left)> _active = [];
    private readonly Dictionary<FaultKind, int> _injected = [];
    private long _clockSkew;

    /// <summary>How far the exchange's told time is ahead of the market's. Rows keep their times.</summary>
    public TimeSpan ClockSkew
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _clockSkew));
        set => Interlocked.Exchange(ref _clockSkew, value.Ticks);
    }

    public void Add(Fault fault)
    {
        lock (_lock)
        {
            _active.Add((fault, fault.Count));
        }
    }

    /// <summary>The next <paramref name="count"/> times, wherever the endpoint fits.</summary>
    public void Next(FaultKind kind, int count = 1, string endpoint = "") => Add(new Fault(kind) { Count = count, Endpoint = endpoint });

    /// <summary>Each time with this probability.</summary>
    public void Often(FaultKind kind, double probability, string endpoint = "") => Add(new Fault(kind) { Probability = probability, Endpoint = endpoint });

    /// <summary>From now on all is well.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _active.Clear();
        }
    }

    /// <summary>How often a kind really happened.</summary>
    public int Injected(FaultKind kind)
    {
        lock (_lock)
        {
            return _injected.GetValueOrDefault(kind);
        }
    }

    /// <summary>The first that happens now, if any.</summary>
    internal Fault? Pick(string endpoint, Func<Fault, bool> applies)
    {
        lock (_lock)
        {
            for (var i = 0; i < _active.Count; i++)
            {
                var (fault, left) = _active[i];
                if (left > 0
                    && endpoint.Contains(fault.Endpoint, StringComparison.OrdinalIgnoreCase)
                    && applies(fault)
                    && (fault.Probability >= 1 || _random.NextDouble() < fault.Probability))
                {
                    _active[i] = (fault, left - 1);
                    _injected[fault.Kind] = _injected.GetValueOrDefault(fault.Kind) + 1;
                    return fault;
                }
            }

            return null;
        }
    }

    internal int Below(int limit)
    {
        lock (_lock)
        {
            return _random.Next(limit);
        }
    }
}
