namespace ActorTrading.Market;

/// <summary>
/// The newest bars of a computation over bars, so that one can come late, be corrected or be taken back: the computation goes back to the last snapshot
/// before it and takes the bars from there again, to the bit as if it had had the right bars from the start.
/// </summary>
/// <remarks>Holds up to two snapshots of the computation and 2 × <see cref="Depth"/> bars.</remarks>
internal sealed class BarTimeline
{
    private const byte Version = 1;

    private readonly Action<BinaryWriter> _save;
    private readonly Action<BinaryReader> _load;
    private readonly TakeBar _take;
    private readonly List<Bar> _bars = [];
    private readonly List<Snapshot> _snapshots = [];

    /// <param name="depth">The newest bars that can be changed; from 1.</param>
    /// <param name="save">Writes the computation's state.</param>
    /// <param name="load">Reads it back.</param>
    /// <param name="take">Takes a bar at the end.</param>
    public BarTimeline(int depth, Action<BinaryWriter> save, Action<BinaryReader> load, TakeBar take)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        Depth = depth;
        _save = save;
        _load = load;
        _take = take;
        TakeSnapshot(long.MinValue);
    }

    public delegate void TakeBar(in Bar bar, Span<double> row);

    public int Depth { get; }

    /// <summary>The earliest open time at which a bar can still be changed.</summary>
    public long ChangeableFrom => _snapshots[0].After + 1;

    /// <summary>The newest bar held; <c>default</c> for none.</summary>
    public Bar Last => _bars.Count == 0 ? default : _bars[^1];

    /// <summary>Takes a bar in: at the end, between others, or instead of the one with its open time.</summary>
    /// <returns>Whether it was taken: not if it belongs before <see cref="ChangeableFrom"/>.</returns>
    public bool Put(in Bar bar, Span<double> row)
    {
        if (bar.OpenTime < ChangeableFrom)
        {
            return false;
        }

        var place = PlaceOf(bar.OpenTime);
        if (place == _bars.Count)
        {
            Append(bar, row);
            return true;
        }

        if (_bars[place].OpenTime == bar.OpenTime)
        {
            _bars[place] = bar;
        }
        else
        {
            _bars.Insert(place, bar);
        }

        Replay(place, row);
        return true;
    }

    /// <returns>Whether there was a bar with this open time at or after <see cref="ChangeableFrom"/>.</returns>
    public bool Remove(long openTime, Span<double> row)
    {
        var place = PlaceOf(openTime);
        if (place == _bars.Count || _bars[place].OpenTime != openTime)
        {
            return false;
        }

        _bars.RemoveAt(place);
        Replay(place, row);
        return true;
    }

    /// <summary>Takes a bar that is known to come after all others.</summary>
    public void Append(in Bar bar, Span<double> row)
    {
        _take(bar, row);
        _bars.Add(bar);
        if (_bars.Count - _snapshots[^1].Place < Depth)
        {
            return;
        }

        if (_snapshots.Count == 2)
        {
            DropOldest();
        }

        TakeSnapshot(bar.OpenTime);
    }

    /// <summary>Writes the oldest snapshot and the bars since: everything later follows from them.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(_snapshots[0].After);
        writer.Write(_snapshots[0].State.Length);
        writer.Write(_snapshots[0].State);
        writer.Write(_snapshots.Count == 2 ? _snapshots[1].Place : 0);
        writer.Write(_bars.Count);
        foreach (var bar in _bars)
        {
            BarFormat.Write(writer, bar);
        }
    }

    /// <param name="row">Scratch, as long as a row.</param>
    /// <exception cref="InvalidDataException">The bytes are not such a state.</exception>
    public void Load(BinaryReader reader, Span<double> row)
    {
        StateFormat.ExpectVersion(reader, Version, "a timeline of bars");
        var after = reader.ReadInt64();
        var state = reader.ReadBytes(StateFormat.ReadCount(reader, 1 << 28, "length of a state"));
        var second = StateFormat.ReadCount(reader, int.MaxValue, "place of a snapshot");
        var count = StateFormat.ReadCount(reader, 1 << 24, "number of bars");
        _bars.Clear();
        _snapshots.Clear();
        _snapshots.Add(new Snapshot(0, after, state));
        LoadState(state);
        for (var i = 0; i < count; i++)
        {
            var bar = BarFormat.Read(reader);
            _take(bar, row);
            _bars.Add(bar);
            if (i + 1 == second)
            {
                TakeSnapshot(bar.OpenTime);
            }
        }
    }

    /// <summary>Begins anew after the computation was set to another state: bars before now cannot be changed.</summary>
    /// <param name="after">The last bar in that state.</param>
    public void Restart(long after)
    {
        _bars.Clear();
        _snapshots.Clear();
        TakeSnapshot(after);
    }

    private int PlaceOf(long openTime)
    {
        var place = _bars.Count;
        while (place > 0 && _bars[place - 1].OpenTime >= openTime)
        {
            place--;
        }

        return place;
    }

    private void Replay(int changed, Span<double> row)
    {
        // The bar before the change is taken again too, so that there is a row even if the change was the last bar.
        var from = Math.Max(0, changed - 1);
        var last = _snapshots.FindLastIndex(s => s.Place <= from);
        _snapshots.RemoveRange(last + 1, _snapshots.Count - last - 1);
        LoadState(_snapshots[last].State);
        row.Fill(double.NaN);
        for (var place = _snapshots[last].Place; place < _bars.Count; place++)
        {
            _take(_bars[place], row);
        }
    }

    private void LoadState(byte[] state)
    {
        using var reader = new BinaryReader(new MemoryStream(state));
        _load(reader);
    }

    private void DropOldest()
    {
        var gone = _snapshots[1].Place;
        _bars.RemoveRange(0, gone);
        _snapshots.RemoveAt(0);
        _snapshots[0] = _snapshots[0] with { Place = 0 };
    }

    private void TakeSnapshot(long after)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        _save(writer);
        writer.Flush();
        _snapshots.Add(new Snapshot(_bars.Count, after, memory.ToArray()));
    }

    /// <param name="Place">Bars held that are in the state.</param>
    /// <param name="After">The open time of the last bar in the state.</param>
    private sealed record Snapshot(int Place, long After, byte[] State);
}
