-- Times are µs since the Unix epoch, prices and volumes are scaled by 1e8; a 0 in quote_volume, buy_volume and trades_count is 'not told'.
CREATE TABLE market_candles (
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  open_time BIGINT NOT NULL,
  open BIGINT NOT NULL,
  high BIGINT NOT NULL,
  low BIGINT NOT NULL,
  close BIGINT NOT NULL,
  volume BIGINT NOT NULL,
  quote_volume TEXT NOT NULL,
  buy_volume BIGINT NOT NULL,
  trades_count INTEGER NOT NULL,
  source TEXT NOT NULL,
  is_final BOOLEAN NOT NULL,
  revision INTEGER NOT NULL,
  CONSTRAINT market_candles_key PRIMARY KEY (symbol, timeframe, open_time)
) WITHOUT ROWID;

CREATE VIEW market_candles_view AS
SELECT symbol, timeframe, strftime('%Y-%m-%d %H:%M:%S', open_time / 1000000, 'unixepoch') AS opened_at, printf('%d.%08d', open / 100000000, open % 100000000) AS open, printf('%d.%08d', high / 100000000, high % 100000000) AS high,
  printf('%d.%08d', low / 100000000, low % 100000000) AS low, printf('%d.%08d', close / 100000000, close % 100000000) AS close, printf('%d.%08d', volume / 100000000, volume % 100000000) AS volume, quote_volume, printf('%d.%08d', buy_volume / 100000000, buy_volume % 100000000) AS buy_volume,
  trades_count, source, is_final, revision
FROM market_candles;
