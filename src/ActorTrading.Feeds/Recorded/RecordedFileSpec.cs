using ActorTrading.Market;

namespace ActorTrading.Feeds.Recorded;

/// <summary>Which file to read, and what its name and rows do not tell.</summary>
/// <param name="Path">A csv or gzip'd csv file.</param>
/// <param name="Symbol">Default: the part of the file name before the first dot, as in <c>BTC-USDT.1h.2024.csv.gz</c>.</param>
/// <param name="Timeframe">
/// Of candles. Default: the second part of the file name where it is a timeframe, else the median step of the first rows.
/// </param>
public sealed record RecordedFileSpec(string Path, Symbol? Symbol = null, Timeframe? Timeframe = null);
