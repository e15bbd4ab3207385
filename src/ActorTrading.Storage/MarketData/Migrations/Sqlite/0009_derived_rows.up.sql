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
