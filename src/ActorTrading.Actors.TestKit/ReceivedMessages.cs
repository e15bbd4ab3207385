using System.Diagnostics;

namespace ActorTrading.Actors.TestKit;

/// <summary>What a test actor received and nobody looked at yet. The test's thread waits on it.</summary>
internal sealed class ReceivedMessages
{
    private readonly LinkedList<Envelope> _messages = new();
    private readonly object _signal = new();

    public Func<object, bool>? Ignore { get; set; }

    public bool HasMessages
    {
        get
        {
            lock (_signal)
            {
                return _messages.Count > 0;
            }
        }
    }

    public void Add(Envelope envelope)
    {
        if (Ignore is { } ignore && ignore(envelope.Message))
        {
            return;
        }

        lock (_signal)
        {
            _messages.AddLast(envelope);
            Monitor.PulseAll(_signal);
        }
    }

    public bool TryTake(TimeSpan timeout, out Envelope envelope)
    {
        var clock = Stopwatch.StartNew();
        lock (_signal)
        {
            while (_messages.First is null)
            {
                var left = timeout - clock.Elapsed;
                if (left <= TimeSpan.Zero || !Monitor.Wait(_signal, left))
                {
                    if (_messages.First is null)
                    {
                        envelope = default;
                        return false;
                    }
                }
            }

            envelope = _messages.First.Value;
            _messages.RemoveFirst();
            return true;
        }
    }
}
