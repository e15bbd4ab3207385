namespace ActorTrading.Feeds.Exchanges.Live;

/// <summary>Time to wait before the next attempt: doubled from attempt to attempt up to a limit, a random part of it taken off so that clients do not come all at once.</summary>
internal sealed class ReconnectDelay(TimeSpan first, TimeSpan longest, ulong seed)
{
    private const double RandomPart = 0.5;

    private ulong _state = seed;
    private int _failures;

    public void Succeeded() => _failures = 0;

    public TimeSpan Next()
    {
        var full = Math.Min(longest.TotalSeconds, first.TotalSeconds * Math.Pow(2, _failures));
        _failures = Math.Min(_failures + 1, 30);
        return TimeSpan.FromSeconds(full * (1 - (RandomPart * NextDouble())));
    }

    // SplitMix64 (Steele, Lea, Flood 2014).
    private double NextDouble()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
