namespace ActorTrading.Actors.Internal;

internal sealed partial class ActorCell
{
    /// <summary>What overtakes the queue: messages with priority first, then what was put back at the front.</summary>
    private sealed class Lanes
    {
        private readonly Queue<Envelope> _priority = new();
        private readonly LinkedList<Envelope> _front = new();

        public bool IsEmpty => _priority.Count == 0 && _front.Count == 0;

        public bool HasFront => _front.Count > 0;

        public int Count => _priority.Count + _front.Count;

        public void AddPriority(Envelope envelope) => _priority.Enqueue(envelope);

        public void Prepend(IReadOnlyList<Envelope> envelopes, int behind)
        {
            var last = _front.First;
            for (; behind > 1 && last?.Next is { } next; behind--)
            {
                last = next;
            }

            for (var i = envelopes.Count - 1; i >= 0; i--)
            {
                if (behind > 0 && last is not null)
                {
                    _front.AddAfter(last, envelopes[i]);
                }
                else
                {
                    _front.AddFirst(envelopes[i]);
                }
            }
        }

        public bool TryTake(out Envelope envelope)
        {
            if (_priority.TryDequeue(out envelope))
            {
                return true;
            }

            if (_front.First is { } first)
            {
                envelope = first.Value;
                _front.RemoveFirst();
                return true;
            }

            return false;
        }
    }
}
