using ActorTrading.Market;
using ActorTrading.Market.Candles;

namespace ActorTrading.Engine.Synchronisation;

/// <summary>Remembers which slots the exchange said it has nothing for. Twice is a confirmation; it holds for a while.</summary>
internal sealed class EmptyAnswers(TimeSpan holdsFor)
{
    private const int ToConfirm = 2;

    private readonly Dictionary<long, (int Times, long At)> _slots = [];

    public void Add(TimeRange asked, IReadOnlyList<Candle> answered, Timeframe timeframe, long now)
    {
        foreach (var candle in answered)
        {
            _slots.Remove(candle.OpenTime);
        }

        foreach (var hole in GapSearch.Missing([.. answered], asked, timeframe))
        {
            for (var slot = hole.From; slot < hole.To; slot += timeframe.Length)
            {
                var times = Holds(slot, now) ? _slots[slot].Times : 0;
                _slots[slot] = (times + 1, now);
            }
        }
    }

    /// <summary>What is missing and not confirmed to be the exchange's own lack.</summary>
    public List<TimeRange> Unexplained(IReadOnlyList<TimeRange> missing, Timeframe timeframe, long now)
    {
        foreach (var old in _slots.Where(s => !Holds(s.Key, now)).Select(s => s.Key).ToList())
        {
            _slots.Remove(old);
        }

        return Where(missing, timeframe, slot => !IsConfirmed(slot));
    }

    public List<TimeRange> Confirmed(IReadOnlyList<TimeRange> missing, Timeframe timeframe) => Where(missing, timeframe, IsConfirmed);

    private static List<TimeRange> Where(IReadOnlyList<TimeRange> missing, Timeframe timeframe, Func<long, bool> isWanted)
    {
        var wanted = new List<TimeRange>();
        foreach (var range in missing)
        {
            for (var slot = range.From; slot < range.To; slot += timeframe.Length)
            {
                if (!isWanted(slot))
                {
                    continue;
                }

                if (wanted.Count > 0 && wanted[^1].To == slot)
                {
                    wanted[^1] = wanted[^1] with { To = slot + timeframe.Length };
                }
                else
                {
                    wanted.Add(new TimeRange(slot, slot + timeframe.Length));
                }
            }
        }

        return wanted;
    }

    private bool IsConfirmed(long slot) => _slots.TryGetValue(slot, out var empty) && empty.Times >= ToConfirm;

    private bool Holds(long slot, long now) => _slots.TryGetValue(slot, out var empty) && now - empty.At < holdsFor.TotalMicroseconds;
}
