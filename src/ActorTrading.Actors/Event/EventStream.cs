using System.Collections.Concurrent;

namespace ActorTrading.Actors.Event;

/// <summary>
/// Publish and subscribe by type, base types and interfaces included. Events of one publisher reach a subscriber in order. Cheap when nobody
/// listens; subscribers that have stopped are taken out.
/// </summary>
public sealed class EventStream
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Type, Channel> _channels = [];
    private readonly bool _debug;
    private ConcurrentDictionary<Type, IActorRef[]> _cache = new();
    private volatile LogLevel _logLevel = LogLevel.InfoLevel;

    /// <param name="debug">Publishes a <see cref="Debug"/> event for each change of the subscriptions.</param>
    public EventStream(bool debug = false)
    {
        _debug = debug;
    }

    /// <summary>Log adapters drop what is below; Info until <see cref="SetLogLevel"/>.</summary>
    public LogLevel LogLevel => _logLevel;

    /// <summary>From now on, for all log adapters of the system; what is published without one is not held back.</summary>
    public void SetLogLevel(LogLevel level) => _logLevel = level;

    /// <summary>From now on the subscriber gets events of this type and of those derived from it.</summary>
    /// <returns>False when it gets them already.</returns>
    public bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        bool changed;
        lock (_lock)
        {
            if (!_channels.TryGetValue(channel, out var own))
            {
                _channels[channel] = own = new Channel();
            }

            changed = own.Add(subscriber);
            foreach (var (type, wider) in _channels)
            {
                if (type.IsAssignableFrom(channel))
                {
                    changed |= wider.Include(subscriber, channel);
                }
            }

            _cache = new ConcurrentDictionary<Type, IActorRef[]>();
        }

        Report(changed, subscriber, "subscribing", channel);
        return changed;
    }

    /// <inheritdoc cref="Subscribe(IActorRef, Type)"/>
    public bool Subscribe<TChannel>(IActorRef subscriber) => Subscribe(subscriber, typeof(TChannel));

    /// <summary>Ends a subscription, or takes a derived type out of a wider one.</summary>
    /// <returns>False when the subscriber did not get events of this type.</returns>
    public bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        bool changed;
        lock (_lock)
        {
            changed = _channels.TryGetValue(channel, out var own) && own.Remove(subscriber);
            if (!changed)
            {
                foreach (var (type, wider) in _channels)
                {
                    if (type.IsAssignableFrom(channel))
                    {
                        changed |= wider.Exclude(subscriber, channel);
                    }
                }
            }

            _cache = new ConcurrentDictionary<Type, IActorRef[]>();
        }

        Report(changed, subscriber, "unsubscribing", channel);
        return changed;
    }

    /// <inheritdoc cref="Unsubscribe(IActorRef, Type)"/>
    public bool Unsubscribe<TChannel>(IActorRef subscriber) => Unsubscribe(subscriber, typeof(TChannel));

    /// <summary>Ends all its subscriptions.</summary>
    /// <returns>False when it had none.</returns>
    public bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var changed = false;
        lock (_lock)
        {
            foreach (var channel in _channels.Values)
            {
                changed |= channel.Remove(subscriber);
            }

            _cache = new ConcurrentDictionary<Type, IActorRef[]>();
        }

        Report(changed, subscriber, "unsubscribing", typeof(object));
        return changed;
    }

    /// <summary>
    /// Tells the event to each subscriber of its type, on the caller's thread and without sender; subscribers come in no promised order.
    /// With none it is gone.
    /// </summary>
    /// <exception cref="ArgumentNullException">The event is null.</exception>
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

    private void Report(bool changed, IActorRef subscriber, string what, Type channel)
    {
        if (_debug && changed)
        {
            Publish(new Debug(nameof(EventStream), typeof(EventStream), $"{what} {subscriber} (channel {channel.Name})"));
        }
    }

    private IActorRef[] Find(Type type)
    {
        lock (_lock)
        {
            return [.. _channels.Where(c => c.Key.IsAssignableFrom(type)).SelectMany(c => c.Value.For(type)).Distinct()];
        }
    }

    /// <summary>Who subscribed to one type, each with the derived types it does not want.</summary>
    private sealed class Channel
    {
        private const int FirstSweep = 64;
        private readonly Dictionary<IActorRef, HashSet<Type>?> _subscribers = [];
        private int _sweepAt = FirstSweep;

        public bool Add(IActorRef subscriber)
        {
            if (_subscribers.Count >= _sweepAt)
            {
                // Types that are seldom published must not keep the dead for ever.
                foreach (var dead in _subscribers.Keys.Where(static s => s is Internal.InternalActorRef { IsTerminated: true }).ToList())
                {
                    _subscribers.Remove(dead);
                }

                _sweepAt = Math.Max(FirstSweep, 2 * _subscribers.Count);
            }

            return _subscribers.TryAdd(subscriber, null);
        }

        public bool Remove(IActorRef subscriber) => _subscribers.Remove(subscriber);

        public bool Exclude(IActorRef subscriber, Type type)
        {
            if (!_subscribers.TryGetValue(subscriber, out var without))
            {
                return false;
            }

            _subscribers[subscriber] = without ??= [];
            return without.Add(type);
        }

        public bool Include(IActorRef subscriber, Type type) =>
            _subscribers.TryGetValue(subscriber, out var without) && without is not null && without.RemoveWhere(type.IsAssignableFrom) > 0;

        public IEnumerable<IActorRef> For(Type type) =>
            _subscribers.Where(s => s.Value is null || !s.Value.Any(without => without.IsAssignableFrom(type))).Select(static s => s.Key);
    }
}
