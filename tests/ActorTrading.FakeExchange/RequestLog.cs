using System.Collections;

namespace ActorTrading.FakeExchange;

/// <summary>Every request in the order of arrival. Safe for many threads: reading sees the state at its beginning.</summary>
public sealed class RequestLog : IReadOnlyCollection<FakeRequest>
{
    private readonly Lock _lock = new();
    private readonly List<FakeRequest> _requests = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _requests.Count;
            }
        }
    }

    /// <summary>How many broke a limit of the exchange.</summary>
    public int OverLimit => this.Count(r => r.OverLimit);

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }

    public IEnumerator<FakeRequest> GetEnumerator()
    {
        lock (_lock)
        {
            return ((IEnumerable<FakeRequest>)[.. _requests]).GetEnumerator();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(FakeRequest request)
    {
        lock (_lock)
        {
            _requests.Add(request);
        }
    }
}
