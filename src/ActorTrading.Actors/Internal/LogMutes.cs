using System.Collections.Immutable;
using ActorTrading.Actors.Event;

namespace ActorTrading.Actors.Internal;

/// <summary>Log events that do not reach the system's log sink; subscribers of the event stream get them all the same.</summary>
internal sealed class LogMutes
{
    private ImmutableList<Predicate<LogEvent>> _mutes = [];

    public void Add(Predicate<LogEvent> mute) => ImmutableInterlocked.Update(ref _mutes, static (mutes, one) => mutes.Add(one), mute);

    public void Remove(Predicate<LogEvent> mute) => ImmutableInterlocked.Update(ref _mutes, static (mutes, one) => mutes.Remove(one), mute);

    public bool Hold(LogEvent entry)
    {
        foreach (var mute in Volatile.Read(ref _mutes))
        {
            if (mute(entry))
            {
                return true;
            }
        }

        return false;
    }
}
