-- Which revision of its candle a row was computed from: where it is another one now, the row is computed again.
ALTER TABLE technical_indicators ADD COLUMN candle_revision INTEGER NOT NULL DEFAULT 0;

ALTER TABLE ai_training_data ADD COLUMN candle_revision INTEGER NOT NULL DEFAULT 0;

-- Why a future price is unknown though its time has passed.
ALTER TABLE ai_training_data ADD COLUMN missing_1h TEXT;

ALTER TABLE ai_training_data ADD COLUMN missing_4h TEXT;

ALTER TABLE ai_training_data ADD COLUMN missing_24h TEXT;

ALTER TABLE signal_history ADD COLUMN horizon_minutes INTEGER NOT NULL DEFAULT 60;

ALTER TABLE signal_history ADD COLUMN confidence_band INTEGER NOT NULL DEFAULT 0;

ALTER TABLE signal_history ADD COLUMN move BIGINT;

ALTER TABLE signal_history ADD COLUMN return_percent REAL;

-- Where a computation over the candles of a series can be taken up again without reading all of them.
CREATE TABLE computation_anchors (
  name TEXT NOT NULL,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  open_time BIGINT NOT NULL,
  state BLOB NOT NULL,
  CONSTRAINT computation_anchors_key PRIMARY KEY (name, symbol, timeframe, open_time)
);

-- How far the journal of a node has been followed.
CREATE TABLE projections (
  name TEXT NOT NULL PRIMARY KEY,
  position BIGINT NOT NULL
);

DROP VIEW technical_indicators_view;

CREATE VIEW technical_indicators_view AS
SELECT symbol, timeframe, strftime('%Y-%m-%d %H:%M:%S', open_time / 1000000, 'unixepoch') AS opened_at, sma_5, sma_10, sma_20, sma_50, ema_12, ema_26, rsi_14, macd,
  macd_signal, macd_histogram, bollinger_upper, bollinger_middle, bollinger_lower, bollinger_width, atr_14, volume_ratio,
  candle_revision
FROM technical_indicators;

DROP VIEW ai_training_data_view;

CREATE VIEW ai_training_data_view AS
SELECT id, symbol, timeframe, strftime('%Y-%m-%d %H:%M:%S', time / 1000000, 'unixepoch') AS at, feature_schema, features, printf('%d.%08d', current_price / 100000000, current_price % 100000000) AS current_price,
  CASE WHEN price_1h IS NOT NULL THEN printf('%d.%08d', price_1h / 100000000, price_1h % 100000000) END AS price_1h, CASE WHEN price_4h IS NOT NULL THEN printf('%d.%08d', price_4h / 100000000, price_4h % 100000000) END AS price_4h, CASE WHEN price_24h IS NOT NULL THEN printf('%d.%08d', price_24h / 100000000, price_24h % 100000000) END AS price_24h,
  label_1h, label_4h, label_24h, strftime('%Y-%m-%d %H:%M:%S', created_at / 1000000, 'unixepoch') AS created_at,
  candle_revision, missing_1h, missing_4h, missing_24h
FROM ai_training_data;

DROP VIEW signal_history_view;

CREATE VIEW signal_history_view AS
SELECT id, symbol, timeframe, strftime('%Y-%m-%d %H:%M:%S', time / 1000000, 'unixepoch') AS at, signal, confidence, source, printf('%d.%08d', price / 100000000, price % 100000000) AS price, executed,
  CASE WHEN price_1h IS NOT NULL THEN printf('%d.%08d', price_1h / 100000000, price_1h % 100000000) END AS price_1h, CASE WHEN price_4h IS NOT NULL THEN printf('%d.%08d', price_4h / 100000000, price_4h % 100000000) END AS price_4h, CASE WHEN price_24h IS NOT NULL THEN printf('%d.%08d', price_24h / 100000000, price_24h % 100000000) END AS price_24h,
  result, profit_percent, strftime('%Y-%m-%d %H:%M:%S', created_at / 1000000, 'unixepoch') AS created_at,
  horizon_minutes, confidence_band, move, return_percent
FROM signal_history;
