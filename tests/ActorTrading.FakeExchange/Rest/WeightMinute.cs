namespace ActorTrading.FakeExchange.Rest;

/// <summary>Binance's account of one caller: weight per minute of the clock, how long it was told to wait, and the ban of who does not.</summary>
internal sealed class WeightMinute(FakeExchangeOptions options)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _minute;
    private int _used;
    private int _ignored;
    private DateTimeOffset _waitUntil;
    private DateTimeOffset _bannedUntil;

    /// <summary>Adds the weight of a request.</summary>
    /// <returns>What is used in this minute; whether it is over; whether the caller had been told to wait; until when it is banned, if it is.</returns>
    public (int Used, bool Over, bool ToldToWait, DateTimeOffset? BannedUntil) Take(int weight, DateTimeOffset now)
    {
        lock (_lock)
        {
            var minute = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
            if (minute != _minute)
            {
                (_minute, _used) = (minute, 0);
            }

            _used += weight;
            var over = _used > options.BinanceWeight;
            var told = now < _waitUntil;
            _ignored = told ? _ignored + 1 : 0;
            if (_ignored >= options.RequestsBeforeBan && now >= _bannedUntil)
            {
                _bannedUntil = now + options.BanTime;
                _waitUntil = _bannedUntil;
            }

            if (over && !told)
            {
                _waitUntil = minute.AddMinutes(1);
            }

            return (_used, over, told, now < _bannedUntil ? _bannedUntil : null);
        }
    }

    /// <summary>The caller was told to wait for another reason.</summary>
    public void ToldToWait(DateTimeOffset until)
    {
        lock (_lock)
        {
            _waitUntil = until > _waitUntil ? until : _waitUntil;
        }
    }
}
