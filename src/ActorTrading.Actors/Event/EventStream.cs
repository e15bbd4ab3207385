using System.Collections.Concurrent;

namespace ActorTrading.Actors.Event;

/// <summary>Publish and subscribe by type, base types and interfaces included. Cheap when nobody listens.</summary>
public sealed class EventStream
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Type, HashSet<IActorRef>> _subscriptions = [];
    private ConcurrentDictionary<Type, IActorRef[]> _cache = new();

    /// <summary>Log adapters drop what is below; default Info.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.InfoLevel;

    public bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(channel, out var subscribers))
            {
                _subscriptions[channel] = subscribers = [];
            }

            _cache = new ConcurrentDictionary<Type, IActorRef[]>();
            return subscribers.Add(subscriber);
        }
    }

    public bool Subscribe<TChannel>(IActorRef subscriber) => Subscribe(subscriber, typeof(TChannel));

    public bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        lock (_lock)
        {
            _cache = new ConcurrentDictionary<Type, IActorRef[]>();
            return _subscriptions.TryGetValue(channel, out var subscribers) && subscribers.Remove(subscriber);
        }
    }

    public bool Unsubscribe<TChannel>(IActorRef subscriber) => Unsubscribe(subscriber, typeof(TChannel));

    public bool Unsubscribe(IActorRef subscriber)
    {
        lock (_lock)
        {
            _cache = new ConcurrentDictionary<Type, IActorRef[]>();
            var any = false;
            foreach (var subscribers in _subscriptions.Values)
            {
                any |= subscribers.Remove(subscriber);
            }

            return any;
        }
    }

    public void Publish(object @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        var cache = _cache;
        if (!cache.TryGetValue(@event.GetType(), out var subscribers))
        {
            subscribers = Find(@event.GetType());
            cache.TryAdd(@event.GetType(), subscribers);
        }

        foreach (var subscriber in subscribers)
        {
            if (subscriber is Internal.InternalActorRef { IsTerminated: true })
            {
                Unsubscribe(subscriber);
            }
            else
            {
                subscriber.Tell(@event, null);
            }
        }
    }

    private IActorRef[] Find(Type type)
    {
        lock (_lock)
        {
            return [.. _subscriptions.Where(s => s.Key.IsAssignableFrom(type)).SelectMany(static s => s.Value).Distinct()];
        }
    }
}
