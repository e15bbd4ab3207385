namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>
/// The hosts of an exchange, each with its circuit: after some failures in a row a host is left alone for a while, then one request tries
/// it. Safe for several threads.
/// </summary>
internal sealed class HostList(IReadOnlyList<Uri> addresses, int breakAfter, TimeSpan breakDuration)
{
    private readonly Lock _gate = new();
    private readonly Circuit[] _circuits = [.. addresses.Select(address => new Circuit(address))];

    /// <summary>For messages: how a host failed the last time.</summary>
    public string LastFailure { get; private set; } = "";

    /// <summary>The first host that has not failed lately; else the one with the fewest failures in a row.</summary>
    /// <param name="wait">Where there is none: until one may be tried.</param>
    /// <returns>Null while all are left alone. Otherwise <see cref="Report"/> or <see cref="Abandon"/> must follow.</returns>
    public Uri? Choose(TimeSpan now, out TimeSpan wait)
    {
        lock (_gate)
        {
            Circuit? best = null;
            wait = TimeSpan.MaxValue;
            foreach (var circuit in _circuits)
            {
                if (circuit.Failures >= breakAfter && (circuit.IsProbed || now < circuit.FailedAt + breakDuration))
                {
                    var left = circuit.FailedAt + breakDuration - now;
                    wait = left < wait ? left : wait;
                }
                else if (best is null || Rank(circuit, now) < Rank(best, now))
                {
                    best = circuit;
                }
            }

            if (best is not null)
            {
                best.IsProbed = best.Failures >= breakAfter;
            }

            wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
            return best?.Address;
        }
    }

    /// <summary>A request to the host ended.</summary>
    /// <param name="failure">Null when the host answered as it should.</param>
    public void Report(Uri address, string? failure, TimeSpan now)
    {
        lock (_gate)
        {
            var circuit = Find(address);
            circuit.IsProbed = false;
            circuit.Failures = failure is null ? 0 : circuit.Failures + 1;
            circuit.FailedAt = failure is null ? circuit.FailedAt : now;
            LastFailure = failure ?? LastFailure;
        }
    }

    /// <summary>A request to the host was given up by its caller: it says nothing of the host.</summary>
    public void Abandon(Uri address)
    {
        lock (_gate)
        {
            Find(address).IsProbed = false;
        }
    }

    private int Rank(Circuit circuit, TimeSpan now) => now >= circuit.FailedAt + breakDuration ? 0 : circuit.Failures;

    private Circuit Find(Uri address) => Array.Find(_circuits, circuit => circuit.Address == address)
        ?? throw new ArgumentException($"{address} is not one of the hosts.", nameof(address));

    private sealed class Circuit(Uri address)
    {
        public Uri Address { get; } = address;

        /// <summary>In a row.</summary>
        public int Failures { get; set; }

        public TimeSpan FailedAt { get; set; }

        /// <summary>One request finds out whether the host answers again.</summary>
        public bool IsProbed { get; set; }
    }
}
