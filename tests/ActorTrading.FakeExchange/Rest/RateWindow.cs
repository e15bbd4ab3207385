namespace ActorTrading.FakeExchange.Rest;

/// <summary>At most so many events in any span of the window's length.</summary>
internal sealed class RateWindow(int limit, TimeSpan length)
{
    private readonly Lock _lock = new();
    private readonly Queue<DateTimeOffset> _times = new();

    /// <summary>Counts the event, also where it is one too many.</summary>
    public bool TryTake(DateTimeOffset now)
    {
        lock (_lock)
        {
            while (_times.TryPeek(out var oldest) && now - oldest >= length)
            {
                _times.Dequeue();
            }

            _times.Enqueue(now);
            return _times.Count <= limit;
        }
    }
}
