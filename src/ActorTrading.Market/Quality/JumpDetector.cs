namespace ActorTrading.Market.Quality;

/// <summary>
/// Names the discontinuities of a feed: a jump back in time beyond the late window, or a silence beyond the threshold. Each row is compared with the row before it,
/// accepted or not, so that one jump is named once. Look at every row, before the gate. O(1), allocates only for a jump.
/// </summary>
public sealed class JumpDetector
{
    private const byte Version = 1;

    private readonly long _lateWindow;
    private readonly long _silence;
    private long _rows;
    private long _time;
    private long _id;

    /// <param name="lateWindow">Jumps back up to this are ordinary disorder, µs. Default 1 s.</param>
    /// <param name="silence">Gaps up to this are ordinary quiet, µs. Default 15 min.</param>
    public JumpDetector(long lateWindow = 1_000_000, long silence = 900_000_000)
    {
        GateRange.Require(lateWindow, 0, 3_600_000_000, nameof(lateWindow));
        GateRange.Require(silence, 1, 3650 * 86_400_000_000L, nameof(silence));
        _lateWindow = lateWindow;
        _silence = silence;
    }

    /// <returns>The jump between this row and the one before, or null.</returns>
    public FeedJump? Add(in Tick tick)
    {
        FeedJump? jump = null;
        if (_rows > 0 && Distance(tick.Time, _time) > (ulong)(tick.Time < _time ? _lateWindow : _silence))
        {
            var missing = tick.Time > _time && _id > 0 && tick.Id > _id ? tick.Id - _id - 1 : 0;
            jump = new FeedJump(_rows, _time, tick.Time, missing);
        }

        _rows++;
        _time = tick.Time;
        _id = tick.Id;
        return jump;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(_rows);
        writer.Write(_time);
        writer.Write(_id);
    }

    /// <exception cref="InvalidDataException">The bytes are not the state of a jump detector.</exception>
    public void Load(BinaryReader reader)
    {
        StateFormat.ExpectVersion(reader, Version, "a jump detector");
        _rows = reader.ReadInt64();
        _time = reader.ReadInt64();
        _id = reader.ReadInt64();
        if (_rows < 0)
        {
            throw new InvalidDataException($"Saved row count {_rows} must not be negative.");
        }
    }

    // Unsigned, because two absurd times may be further apart than a long can tell.
    private static ulong Distance(long a, long b) => unchecked(a > b ? (ulong)(a - b) : (ulong)(b - a));
}
