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

ALTER TABLE signal_history ADD COLUMN return_percent DOUBLE PRECISION;

-- Where a computation over the candles of a series can be taken up again without reading all of them.
CREATE TABLE computation_anchors (
  name TEXT COLLATE "C" NOT NULL,
  symbol TEXT COLLATE "C" NOT NULL,
  timeframe TEXT COLLATE "C" NOT NULL,
  open_time BIGINT NOT NULL,
  state BYTEA NOT NULL,
  CONSTRAINT computation_anchors_key PRIMARY KEY (name, symbol, timeframe, open_time)
);

-- How far the journal of a node has been followed.
CREATE TABLE projections (
  name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  position BIGINT NOT NULL
);

DROP VIEW technical_indicators_view;

CREATE VIEW technical_indicators_view AS
SELECT symbol, timeframe, to_timestamp(open_time / 1000000.0) AS opened_at, sma_5, sma_10, sma_20, sma_50, ema_12, ema_26, rsi_14, macd,
  macd_signal, macd_histogram, bollinger_upper, bollinger_middle, bollinger_lower, bollinger_width, atr_14, volume_ratio,
  candle_revision
FROM technical_indicators;

DROP VIEW ai_training_data_view;

CREATE VIEW ai_training_data_view AS
SELECT id, symbol, timeframe, to_timestamp(time / 1000000.0) AS at, feature_schema, features::JSONB AS features, (current_price / 100000000.0)::NUMERIC(38, 8) AS current_price,
  (price_1h / 100000000.0)::NUMERIC(38, 8) AS price_1h, (price_4h / 100000000.0)::NUMERIC(38, 8) AS price_4h, (price_24h / 100000000.0)::NUMERIC(38, 8) AS price_24h,
  label_1h, label_4h, label_24h, to_timestamp(created_at / 1000000.0) AS created_at,
  candle_revision, missing_1h, missing_4h, missing_24h
FROM ai_training_data;

DROP VIEW signal_history_view;

CREATE VIEW signal_history_view AS
SELECT id, symbol, timeframe, to_timestamp(time / 1000000.0) AS at, signal, confidence, source, (price / 100000000.0)::NUMERIC(38, 8) AS price, executed,
  (price_1h / 100000000.0)::NUMERIC(38, 8) AS price_1h, (price_4h / 100000000.0)::NUMERIC(38, 8) AS price_4h, (price_24h / 100000000.0)::NUMERIC(38, 8) AS price_24h,
  result, profit_percent, to_timestamp(created_at / 1000000.0) AS created_at,
  horizon_minutes, confidence_band, move, return_percent
FROM signal_history;
