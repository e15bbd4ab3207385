namespace ActorTrading.Market.Features;

/// <summary>
/// How large returns are at each time of day against the whole day, learned as it goes: exponentially weighted means of |return| per slot of an hour
/// (or of one bar, where bars are longer) with a half-life of 30 days, drawn towards the day's mean by five days' worth of it.
/// </summary>
internal sealed class SeasonalVolatility
{
    private const long Hour = 3_600_000_000;
    private const long Day = 24 * Hour;
    private const int PriorDays = 5;

    private readonly long _slotLength;
    private readonly double _keep;
    private readonly double _prior;
    private readonly double[] _sums;
    private readonly double[] _weights;

    public SeasonalVolatility(Timeframe timeframe)
    {
        _slotLength = Math.Max(Hour, timeframe.Length);
        var barsPerSlot = _slotLength / timeframe.Length;
        _keep = Math.Pow(2, -1.0 / (30 * barsPerSlot));
        _prior = PriorDays * barsPerSlot;
        _sums = new double[Day / _slotLength];
        _weights = new double[_sums.Length];
    }

    public void Add(long openTime, double size)
    {
        var slot = SlotOf(openTime);
        _sums[slot] = (_sums[slot] * _keep) + size;
        _weights[slot] = (_weights[slot] * _keep) + 1;
    }

    /// <summary>The factors of the slot that holds <paramref name="time"/> and of the four hours from there (at least one slot); 1 is an ordinary time of day.</summary>
    public (double Now, double FourHours) FactorsAt(long time)
    {
        var sum = 0.0;
        var weight = 0.0;
        for (var i = 0; i < _sums.Length; i++)
        {
            sum += _sums[i];
            weight += _weights[i];
        }

        // Below this a long still market has worn the sums down to where quotients lose their meaning.
        if (!(sum > 1e-200))
        {
            return (1, 1);
        }

        var mean = sum / weight;
        var slot = SlotOf(time);
        var slots = (int)Math.Max(1, 4 * Hour / _slotLength);
        var factors = 0.0;
        for (var i = 0; i < slots; i++)
        {
            factors += FactorOf((slot + i) % _sums.Length, mean);
        }

        return (FactorOf(slot, mean), factors / slots);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_sums.Length);
        for (var i = 0; i < _sums.Length; i++)
        {
            writer.Write(_sums[i]);
            writer.Write(_weights[i]);
        }
    }

    public void Load(BinaryReader reader)
    {
        StateFormat.ExpectEqual(reader.ReadInt32(), _sums.Length, "number of times of day");
        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i] = reader.ReadDouble();
            _weights[i] = reader.ReadDouble();
        }
    }

    private double FactorOf(int slot, double mean) => (_sums[slot] + (_prior * mean)) / ((_weights[slot] + _prior) * mean);

    private int SlotOf(long time)
    {
        var inDay = time % Day;
        return (int)((inDay < 0 ? inDay + Day : inDay) / _slotLength);
    }
}
