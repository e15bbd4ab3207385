namespace ActorTrading.Market.Quality;

/// <summary>
/// The trade ids seen so far, as merged intervals: ids come mostly one after another, so that appending is O(1) and a day is a handful of intervals.
/// An id elsewhere costs O(log n) to find and O(n) to insert.
/// </summary>
/// <remarks>
/// When there are more than <c>maxIntervals</c> the lowest (oldest) interval is forgotten: a repeat from there is no longer known as a duplicate,
/// but by then it is far too late to pass for another reason.
/// </remarks>
public sealed class TradeIdSet
{
    private const byte Version = 1;

    private readonly int _most;
    private long[] _first = new long[16];
    private long[] _last = new long[16];

    /// <param name="maxIntervals">2 to 1,048,576.</param>
    public TradeIdSet(int maxIntervals = 4096)
    {
        if (maxIntervals is < 2 or > 1 << 20)
        {
            throw new ArgumentOutOfRangeException(nameof(maxIntervals), maxIntervals, "Must be from 2 to 1048576.");
        }

        _most = maxIntervals;
    }

    /// <summary>Intervals held.</summary>
    public int Intervals { get; private set; }

    /// <returns>Whether the id is new.</returns>
    public bool Add(long id)
    {
        var top = Intervals - 1;
        if (top >= 0 && id > _last[top])
        {
            if (id - 1 == _last[top])
            {
                _last[top] = id;
                return true;
            }

            InsertAt(Intervals, id);
            return true;
        }

        return AddBelow(id);
    }

    public bool Contains(long id)
    {
        if (Intervals == 0 || id > _last[Intervals - 1])
        {
            return false;
        }

        var at = IndexOfFirstEndingAtOrAfter(id);
        return at < Intervals && _first[at] <= id;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(Intervals);
        for (var i = 0; i < Intervals; i++)
        {
            writer.Write(_first[i]);
            writer.Write(_last[i]);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are not a set of at most this many ascending, separate intervals.</exception>
    public void Load(BinaryReader reader)
    {
        StateFormat.ExpectVersion(reader, Version, "a trade id set");
        Intervals = StateFormat.ReadCount(reader, _most, "number of trade id intervals");
        MakeRoom(Intervals);
        for (var i = 0; i < Intervals; i++)
        {
            _first[i] = reader.ReadInt64();
            _last[i] = reader.ReadInt64();
            if (_first[i] > _last[i] || (i > 0 && _first[i] <= _last[i - 1]))
            {
                throw new InvalidDataException($"Saved trade id interval {i} ({_first[i]} to {_last[i]}) does not follow the one before.");
            }
        }
    }

    private bool AddBelow(long id)
    {
        var at = IndexOfFirstEndingAtOrAfter(id);
        if (at < Intervals && _first[at] <= id)
        {
            return false;
        }

        var joinsNext = at < Intervals && _first[at] - 1 == id;
        var joinsPrevious = at > 0 && _last[at - 1] == id - 1;
        if (joinsNext && joinsPrevious)
        {
            _last[at - 1] = _last[at];
            RemoveAt(at);
        }
        else if (joinsNext)
        {
            _first[at] = id;
        }
        else if (joinsPrevious)
        {
            _last[at - 1] = id;
        }
        else
        {
            InsertAt(at, id);
        }

        return true;
    }

    private int IndexOfFirstEndingAtOrAfter(long id)
    {
        var low = 0;
        var high = Intervals;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_last[middle] < id)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void InsertAt(int at, long id)
    {
        if (Intervals == _most)
        {
            if (at == 0)
            {
                return;
            }

            RemoveAt(0);
            at--;
        }

        MakeRoom(Intervals + 1);
        Array.Copy(_first, at, _first, at + 1, Intervals - at);
        Array.Copy(_last, at, _last, at + 1, Intervals - at);
        _first[at] = id;
        _last[at] = id;
        Intervals++;
    }

    /// <summary>Grows with need: most symbols have a handful of intervals, and there may be thousands of symbols.</summary>
    private void MakeRoom(int intervals)
    {
        if (intervals > _first.Length)
        {
            var size = Math.Min(_most, Math.Max(intervals, _first.Length * 2));
            Array.Resize(ref _first, size);
            Array.Resize(ref _last, size);
        }
    }

    private void RemoveAt(int at)
    {
        Intervals--;
        Array.Copy(_first, at + 1, _first, at, Intervals - at);
        Array.Copy(_last, at + 1, _last, at, Intervals - at);
    }
}
