using ActorTrading.Market;

namespace ActorTrading.Feeds.Simulated;

/// <summary>
/// One symbol's hidden path, minute by minute. Given the volatility, a minute's log return is normal; its volatility is
/// the instrument's times season, market and own log-volatility (memories of 90 minutes and five days); its mean is the planted signal's
/// share, fixed for the hour, and a pull towards the instrument's price with a memory of a year.
/// </summary>
internal sealed class SymbolPath
{
    private const int MinutesPerHour = 60;
    private const double Common = 0.7745966692414834; // root of 0.6: the symbols' returns correlate by 0.6
    private const double Own = 0.6324555320336759;
    private const double FastKeep = 1 - (1 / 90.0);
    private const double FastSpread = 0.2;
    private const double SlowKeep = 1 - (1 / (5 * 1440.0));
    private const double SlowSpread = 0.2;
    private const double JumpsPerMinute = 1 / 2880.0;
    private const double JumpSize = 8;
    private const double PullPerHour = 1 / 8766.0;
    private const double ActivityPower = 0.7;
    private const double ActivityMean = 1.027; // of the activity's exponential, so that TradesPerMinute is the mean
    private const double MostActivity = 50;
    private const double RootOfHour = 7.745966692414834;

    private static readonly double FastNoise = FastSpread * Math.Sqrt(1 - (FastKeep * FastKeep));
    private static readonly double SlowNoise = SlowSpread * Math.Sqrt(1 - (SlowKeep * SlowKeep));

    private readonly Instrument _instrument;
    private readonly double _logLevel;
    private readonly double _edge;
    private readonly double _tradesPerMinute;
    private readonly double[] _closes;
    private ulong _shocks;
    private ulong _fasts;
    private ulong _slows;
    private ulong _events;
    private ulong _counts;
    private ulong _ticks;
    private double _fast;
    private double _slow;
    private double _pull;

    public SymbolPath(Symbol symbol, SimulatedMarketOptions options)
    {
        _instrument = Instrument.Of(symbol);
        _edge = options.Edge;
        _tradesPerMinute = options.TradesPerMinute;
        Draw(Noise.Stream((ulong)options.Seed, symbol.Value));
        _fast = FastSpread * Noise.Normal(_fasts, -1);
        _slow = SlowSpread * Noise.Normal(_slows, -1);
        _logLevel = LogPrice = PreviousLogPrice = Noise.Log(_instrument.Price);
        _closes = new double[PlantedSignal.Closes];
        Array.Fill(_closes, LogPrice);
    }

    private SymbolPath(SymbolPath other, ulong stream)
    {
        _instrument = other._instrument;
        _logLevel = other._logLevel;
        _edge = other._edge;
        _tradesPerMinute = other._tradesPerMinute;
        _closes = [.. other._closes];
        _fast = other._fast;
        _slow = other._slow;
        LogPrice = other.LogPrice;
        PreviousLogPrice = other.PreviousLogPrice;
        Draw(stream);
    }

    public double LogPrice { get; private set; }

    /// <summary>At the end of the minute before.</summary>
    public double PreviousLogPrice { get; private set; }

    /// <summary>The current hour's planted signal.</summary>
    public double Signal { get; private set; }

    /// <summary>The last minute's expected log return, given what was known before it and the volatility.</summary>
    public double Drift { get; private set; }

    /// <summary>The last minute's variance about <see cref="Drift"/>, given volatility and whether there was a jump.</summary>
    public double Variance { get; private set; }

    /// <summary>Trades in the last minute.</summary>
    public int Trades { get; private set; }

    /// <summary>Trades up to the end of the last minute.</summary>
    public long TotalTrades { get; private set; }

    /// <param name="minute">Since the epoch.</param>
    /// <param name="market">Already stepped to the same minute.</param>
    public void Step(long minute, MarketFactor market)
    {
        if (minute % MinutesPerHour == 0)
        {
            BeginHour();
        }

        _fast = (FastKeep * _fast) + (FastNoise * Noise.RoughNormal(Noise.Bits(_fasts, minute)));
        _slow = (SlowKeep * _slow) + (SlowNoise * Noise.RoughNormal(Noise.Bits(_slows, minute)));
        var log = market.LogVolatility + _fast + _slow;
        var volatility = _instrument.HourlyVolatility / RootOfHour * market.Season * Noise.Exp(log);
        var jump = Noise.Uniform(Noise.Bits(_events, minute)) < JumpsPerMinute ? JumpSize : 1;
        Drift = (volatility * _edge * Signal / RootOfHour) + _pull;
        Variance = volatility * volatility * ((Common * Common * market.ShockVariance) + (Own * Own * jump * jump));
        PreviousLogPrice = LogPrice;
        LogPrice += Drift + (volatility * ((Common * market.Shock) + (Own * jump * Noise.Normal(_shocks, minute))));

        var activity = Math.Min(MostActivity, market.Season * Noise.Exp(ActivityPower * log) / ActivityMean);
        Trades = Noise.Poisson(_tradesPerMinute * activity, Noise.Bits(_counts, minute));
        TotalTrades += Trades;
    }

    /// <summary>The last minute's ticks, in order of time; the last one trades at the minute's close.</summary>
    /// <param name="ticks">Of the length <see cref="Trades"/>.</param>
    public void WriteTicks(long minute, Span<Tick> ticks) => MinuteTicks.Write(
        ticks, minute, Noise.Bits(_ticks, minute), TotalTrades - Trades, PreviousLogPrice, LogPrice, Variance, _instrument);

    /// <summary>The same state, to be continued by other chance.</summary>
    public SymbolPath Fork(ulong stream) => new(this, stream);

    private void BeginHour()
    {
        _closes.AsSpan(1).CopyTo(_closes);
        _closes[^1] = LogPrice;
        Signal = PlantedSignal.Of(_closes);
        _pull = PullPerHour / MinutesPerHour * (_logLevel - LogPrice);
    }

    private void Draw(ulong stream)
    {
        _shocks = Noise.Stream(stream, "shock");
        _fasts = Noise.Stream(stream, "fast");
        _slows = Noise.Stream(stream, "slow");
        _events = Noise.Stream(stream, "event");
        _counts = Noise.Stream(stream, "count");
        _ticks = Noise.Stream(stream, "tick");
    }
}
