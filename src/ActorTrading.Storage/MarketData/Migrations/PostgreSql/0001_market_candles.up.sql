-- Times are µs since the Unix epoch, prices and volumes are scaled by 1e8; a 0 in quote_volume, buy_volume and trades_count is 'not told'.
CREATE TABLE market_candles (
  symbol TEXT COLLATE "C" NOT NULL,
  timeframe TEXT COLLATE "C" NOT NULL,
  open_time BIGINT NOT NULL,
  open BIGINT NOT NULL,
  high BIGINT NOT NULL,
  low BIGINT NOT NULL,
  close BIGINT NOT NULL,
  volume BIGINT NOT NULL,
  quote_volume NUMERIC NOT NULL,
  buy_volume BIGINT NOT NULL,
  trades_count INTEGER NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  is_final BOOLEAN NOT NULL,
  revision INTEGER NOT NULL,
  CONSTRAINT market_candles_key PRIMARY KEY (symbol, timeframe, open_time)
);

CREATE VIEW market_candles_view AS
SELECT symbol, timeframe, to_timestamp(open_time / 1000000.0) AS opened_at, (open / 100000000.0)::NUMERIC(38, 8) AS open, (high / 100000000.0)::NUMERIC(38, 8) AS high,
  (low / 100000000.0)::NUMERIC(38, 8) AS low, (close / 100000000.0)::NUMERIC(38, 8) AS close, (volume / 100000000.0)::NUMERIC(38, 8) AS volume, quote_volume, (buy_volume / 100000000.0)::NUMERIC(38, 8) AS buy_volume,
  trades_count, source, is_final, revision
FROM market_candles;
