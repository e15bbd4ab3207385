namespace ActorTrading.Actors.Streams;

/// <summary>A buffer that makes room by dropping what it holds; the producer never waits.</summary>
/// <param name="strategy">DropHead, DropTail or DropBuffer.</param>
internal sealed class DroppingBuffer<T>(int capacity, OverflowStrategy strategy) : StreamBuffer<T>
{
    private readonly LinkedList<T> _items = new();
    private volatile bool _closed;

    protected override bool IsEmpty
    {
        get
        {
            lock (_items)
            {
                return _items.Count == 0;
            }
        }
    }

    public override ValueTask<bool> WriteAsync(T item)
    {
        lock (_items)
        {
            if (_items.Count == capacity)
            {
                Drop();
            }

            _items.AddLast(item);
        }

        WakeConsumer();
        return new ValueTask<bool>(!_closed);
    }

    public override bool TryTake(out T item)
    {
        lock (_items)
        {
            if (_items.First is not { } first)
            {
                item = default!;
                return false;
            }

            item = first.Value;
            _items.RemoveFirst();
            return true;
        }
    }

    public override void Close() => _closed = true;

    private void Drop()
    {
        switch (strategy)
        {
            case OverflowStrategy.DropHead:
                _items.RemoveFirst();
                break;
            case OverflowStrategy.DropTail:
                _items.RemoveLast();
                break;
            default:
                _items.Clear();
                break;
        }
    }
}
