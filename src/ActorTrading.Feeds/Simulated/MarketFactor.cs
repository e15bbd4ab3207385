namespace ActorTrading.Feeds.Simulated;

/// <summary>
/// What moves all symbols together, minute by minute: a common shock, a log-volatility of two autoregressions (Taylor 1986) with memories
/// of two hours and eight days on top of a calm or turbulent regime (Hamilton 1989), and rare common jumps (Merton 1976).
/// </summary>
internal sealed class MarketFactor
{
    private const double FastKeep = 1 - (1 / 120.0);
    private const double FastSpread = 0.25;
    private const double SlowKeep = 1 - (1 / (8 * 1440.0));
    private const double SlowSpread = 0.3;
    private const double TurbulenceBegins = 1 / (4 * 1440.0);
    private const double TurbulenceEnds = 1 / 1440.0;
    private const double CalmLevel = -0.1;
    private const double TurbulentLevel = 0.5;
    private const double JumpsPerMinute = 1 / 10_080.0;
    private const double JumpSize = 12;

    private static readonly double FastNoise = FastSpread * Math.Sqrt(1 - (FastKeep * FastKeep));
    private static readonly double SlowNoise = SlowSpread * Math.Sqrt(1 - (SlowKeep * SlowKeep));

    private ulong _shocks;
    private ulong _fasts;
    private ulong _slows;
    private ulong _events;
    private double _fast;
    private double _slow;
    private bool _turbulent;

    public MarketFactor(long seed)
    {
        Draw(Noise.Stream((ulong)seed, "market"));
        _fast = FastSpread * Noise.Normal(_fasts, -1);
        _slow = SlowSpread * Noise.Normal(_slows, -1);
    }

    private MarketFactor()
    {
    }

    /// <summary>The minute's common shock, variance <see cref="ShockVariance"/>.</summary>
    public double Shock { get; private set; }

    /// <summary>1, more in the minute of a jump.</summary>
    public double ShockVariance { get; private set; }

    /// <summary>The common part of the log-volatility.</summary>
    public double LogVolatility { get; private set; }

    /// <summary>The season's factor on volatility.</summary>
    public double Season { get; private set; }

    public void Step(long minute)
    {
        var chance = Noise.Uniform(Noise.Bits(_events, minute));
        var jump = chance < JumpsPerMinute;
        if (chance > 1 - (_turbulent ? TurbulenceEnds : TurbulenceBegins))
        {
            _turbulent = !_turbulent;
        }

        _fast = (FastKeep * _fast) + (FastNoise * Noise.RoughNormal(Noise.Bits(_fasts, minute)));
        _slow = (SlowKeep * _slow) + (SlowNoise * Noise.RoughNormal(Noise.Bits(_slows, minute)));
        LogVolatility = _fast + _slow + (_turbulent ? TurbulentLevel : CalmLevel);
        Season = Simulated.Season.VolatilityOf(minute);
        ShockVariance = jump ? JumpSize * JumpSize : 1;
        Shock = (jump ? JumpSize : 1) * Noise.Normal(_shocks, minute);
    }

    /// <summary>The same state, to be continued by other chance.</summary>
    public MarketFactor Fork(ulong stream)
    {
        var fork = new MarketFactor { _fast = _fast, _slow = _slow, _turbulent = _turbulent };
        fork.Draw(Noise.Stream(stream, "market"));
        return fork;
    }

    private void Draw(ulong stream)
    {
        _shocks = Noise.Stream(stream, "shock");
        _fasts = Noise.Stream(stream, "fast");
        _slows = Noise.Stream(stream, "slow");
        _events = Noise.Stream(stream, "event");
    }
}
