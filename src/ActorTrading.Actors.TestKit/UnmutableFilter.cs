using ActorTrading.Actors.Event;
using ActorTrading.Actors.Internal;

namespace ActorTrading.Actors.TestKit;

/// <summary>Mutes from its construction on.</summary>
internal sealed class UnmutableFilter : IUnmutableFilter
{
    private readonly LogMutes _mutes;
    private readonly Predicate<LogEvent> _mute;

    public UnmutableFilter(ActorSystem system, IReadOnlyList<EventFilter> filters)
    {
        _mutes = ((ActorSystemImpl)system).LogMutes;
        _mute = entry => filters.Any(f => f.Matches(entry));
        _mutes.Add(_mute);
    }

    public void Unmute() => _mutes.Remove(_mute);

    public void Dispose() => Unmute();
}
