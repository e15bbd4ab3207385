namespace ActorTrading.Market.Candles;

/// <summary>Walks along a grid with ascending open times and notes the slots that none of them opens.</summary>
internal struct GapWalk
{
    private readonly long _length;
    private readonly long _end;
    private readonly List<TimeRange> _missing;
    private long _expected;

    public GapWalk(TimeRange range, Timeframe timeframe, List<TimeRange> missing)
    {
        if (timeframe.Length == 0)
        {
            throw new ArgumentException("A default timeframe has no grid.", nameof(timeframe));
        }

        _length = timeframe.Length;
        _expected = timeframe.OpenOf(range.From + _length - 1);
        _end = _expected + (range.Bars(timeframe) * _length);
        _missing = missing;
    }

    public void Add(long time)
    {
        if (time == _expected)
        {
            _expected = time + _length;
        }
        else if (time > _expected)
        {
            Leap(time);
        }
    }

    public readonly List<TimeRange> Finish()
    {
        if (_expected < _end)
        {
            _missing.Add(new TimeRange(_expected, _end));
        }

        return _missing;
    }

    private void Leap(long time)
    {
        if ((time - _expected) % _length != 0)
        {
            return;
        }

        var next = Math.Min(time, _end);
        if (_expected < next)
        {
            _missing.Add(new TimeRange(_expected, next));
        }

        _expected = time + _length;
    }
}
