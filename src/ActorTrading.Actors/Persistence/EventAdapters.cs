using System.Collections.Concurrent;

namespace ActorTrading.Actors.Persistence;

/// <summary>
/// Which adapter translates which events. An event goes to the adapter that is bound to its own type, else to the most
/// derived type or interface it can be assigned to, else it stays as it is. Immutable; safe for use from many actors.
/// </summary>
public sealed class EventAdapters
{
    private readonly List<(Type Type, IEventAdapter Adapter)> _bindings;
    private readonly ConcurrentDictionary<Type, IEventAdapter> _found = new();

    private EventAdapters(List<(Type Type, IEventAdapter Adapter)> bindings) => _bindings = bindings;

    /// <summary>Every event stays as it is.</summary>
    public static EventAdapters None { get; } = new([]);

    internal bool IsEmpty => _bindings.Count == 0;

    /// <summary>Reads and writes events of a type through an adapter.</summary>
    public EventAdapters Bind<T>(IEventAdapter adapter) => Add(typeof(T), adapter);

    /// <summary>Writes events of a type through an adapter; stored ones are replayed as they are.</summary>
    public EventAdapters Bind<T>(IWriteEventAdapter adapter) => Add(typeof(T), new OneWay(adapter, []));

    /// <summary>
    /// Reads stored events of a type through one or several adapters, whose events are replayed one adapter after the other;
    /// they are written as they are.
    /// </summary>
    public EventAdapters Bind<T>(params IReadEventAdapter[] adapters) => Add(typeof(T), new OneWay(null, adapters));

    /// <inheritdoc cref="Bind{T}(IEventAdapter)"/>
    /// <exception cref="ArgumentException">The type has an adapter already.</exception>
    public EventAdapters Bind(Type type, IEventAdapter adapter) => Add(type, adapter);

    /// <inheritdoc cref="Get(Type)"/>
    public IEventAdapter Get<T>() => Get(typeof(T));

    /// <summary>
    /// The adapter for events of that type, <see cref="IdentityEventAdapter"/> where none is bound. Never fails; the answer is remembered.
    /// </summary>
    public IEventAdapter Get(Type type) => _found.GetOrAdd(
        type,
        static (wanted, bindings) => bindings.Find(b => b.Type.IsAssignableFrom(wanted)).Adapter ?? IdentityEventAdapter.Instance,
        _bindings);

    private EventAdapters Add(Type type, IEventAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(adapter);
        if (_bindings.Exists(b => b.Type == type))
        {
            throw new ArgumentException($"{type.FullName} has an event adapter already.", nameof(type));
        }

        List<(Type Type, IEventAdapter Adapter)> bindings = [.. _bindings];
        var before = bindings.FindIndex(b => b.Type.IsAssignableFrom(type));
        bindings.Insert(before < 0 ? bindings.Count : before, (type, adapter));
        return new EventAdapters(bindings);
    }

    private sealed class OneWay(IWriteEventAdapter? write, IReadEventAdapter[] read) : IEventAdapter
    {
        public string Manifest(object evt) => write?.Manifest(evt) ?? string.Empty;

        public object ToJournal(object evt) => write?.ToJournal(evt) ?? evt;

        public IEventSequence FromJournal(object evt, string manifest) => read.Length == 0
            ? EventSequence.Single(evt)
            : EventSequence.Create(read.SelectMany(r => r.FromJournal(evt, manifest).Events));
    }
}
