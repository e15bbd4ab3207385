using ActorTrading.Engine.MarketData;
using ActorTrading.Engine.Signals;
using ActorTrading.Engine.TrainingData;
using ActorTrading.Market;
using ActorTrading.Market.Candles;
using ActorTrading.Market.Labels;
using ActorTrading.Storage.MarketData;
using ActorTrading.Storage.PostgreSql;

namespace ActorTrading.Engine.Tests.MarketData;

/// <summary>A database of its own with the services over it, and candles to save.</summary>
internal sealed class StoredMarket : IAsyncDisposable
{
    public static readonly SeriesId Hourly = new(Symbol.Parse("BTC-USDT"), Timeframe.H1);
    public static readonly LabelThresholds Thresholds = new(0.002, 0.003);
    public static readonly TimeRange Always = new(long.MinValue, long.MaxValue);

    private const long Start = 1_699_977_600_000_000; // a midnight
    private readonly DirectoryInfo _folder;

    private StoredMarket(DirectoryInfo folder, MarketDatabase database)
    {
        _folder = folder;
        Database = database;
        Service = NewService();
    }

    public MarketDatabase Database { get; }

    public MarketDataService Service { get; private set; }

    /// <summary>Few candles between anchors and few rows in a batch, so that little data goes through every path.</summary>
    public static MarketDataOptions Options { get; } = new() { AnchorEvery = 16, BatchRows = 7 };

    public SignalService Signals => new(Database, Thresholds, Options);

    /// <param name="server">Where the database is; an SQLite file without one.</param>
    public static async Task<StoredMarket> OpenAsync(PostgreSqlOptions? server = null)
    {
        var folder = Directory.CreateTempSubdirectory("actortrading-market-");
        var options = server is null ? MarketDatabaseOptions.Sqlite(Path.Combine(folder.FullName, "market.db")) : MarketDatabaseOptions.PostgreSql(server);
        return new StoredMarket(folder, await MarketDatabase.OpenAsync(options, TimeProvider.System, default));
    }

    public static long OpenTime(int n) => Start + (n * Timeframe.H1.Length);

    public static long CloseTime(int n) => OpenTime(n + 1);

    /// <summary>A walk of prices; the same seed gives the same beginning, whatever the count.</summary>
    public static Candle[] Candles(int seed, int count)
    {
        var random = new Random(seed);
        var price = 100.0;
        var candles = new Candle[count];
        for (var i = 0; i < count; i++)
        {
            var open = price;
            price *= Math.Exp((random.NextDouble() - 0.5) * 0.01);
            var high = Math.Max(open, price) * (1 + (random.NextDouble() * 0.002));
            var low = Math.Min(open, price) * (1 - (random.NextDouble() * 0.002));
            candles[i] = new Candle(
                new Bar(OpenTime(i), Fixed.FromDouble(open), Fixed.FromDouble(high), Fixed.FromDouble(low), Fixed.FromDouble(price), Fixed.FromDouble(1 + random.NextDouble()), 0, 0, 0),
                CandleSource.Okx);
        }

        return candles;
    }

    /// <summary>The same candle as a less trusted source had it.</summary>
    public static Candle Wrong(Candle candle) =>
        candle with { Source = CandleSource.Derived, Bar = candle.Bar with { High = candle.Bar.High * 2, Close = candle.Bar.Close * 3 / 2, Volume = candle.Bar.Volume * 5 } };

    /// <summary>A process ends and another begins.</summary>
    public MarketDataService Restart() => Service = NewService();

    public Task<SaveResult> SaveAsync(params Candle[] candles) => Service.SaveAsync(Hourly, candles, default);

    public async Task<IReadOnlyList<IndicatorRow>> IndicatorsAsync() => await Database.Indicators.PageAsync(Hourly, Always, int.MaxValue, default);

    public async Task<IReadOnlyList<TrainingRow>> TrainingAsync() => await Database.Training.PageAsync(Hourly, FeatureJson.Schema, Always, int.MaxValue, default);

    public async Task<List<Candle>> StoredAsync() => await Database.Candles.ReadAsync(Hourly, Always, default).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private MarketDataService NewService() => new(
        Database, new TrainingDataService(Database, new TrainingDataOptions { Timeframes = [Timeframe.H1], Thresholds = Thresholds }, Options), Signals, Options);
}
