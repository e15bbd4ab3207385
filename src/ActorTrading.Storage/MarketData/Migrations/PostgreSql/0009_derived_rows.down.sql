DROP VIEW technical_indicators_view;

DROP VIEW ai_training_data_view;

DROP VIEW signal_history_view;

DROP TABLE projections;

DROP TABLE computation_anchors;

ALTER TABLE signal_history DROP COLUMN return_percent;

ALTER TABLE signal_history DROP COLUMN move;

ALTER TABLE signal_history DROP COLUMN confidence_band;

ALTER TABLE signal_history DROP COLUMN horizon_minutes;

ALTER TABLE ai_training_data DROP COLUMN missing_24h;

ALTER TABLE ai_training_data DROP COLUMN missing_4h;

ALTER TABLE ai_training_data DROP COLUMN missing_1h;

ALTER TABLE ai_training_data DROP COLUMN candle_revision;

ALTER TABLE technical_indicators DROP COLUMN candle_revision;

CREATE VIEW technical_indicators_view AS
SELECT symbol, timeframe, to_timestamp(open_time / 1000000.0) AS opened_at, sma_5, sma_10, sma_20, sma_50, ema_12, ema_26, rsi_14, macd,
  macd_signal, macd_histogram, bollinger_upper, bollinger_middle, bollinger_lower, bollinger_width, atr_14, volume_ratio
FROM technical_indicators;

CREATE VIEW ai_training_data_view AS
SELECT id, symbol, timeframe, to_timestamp(time / 1000000.0) AS at, feature_schema, features::JSONB AS features, (current_price / 100000000.0)::NUMERIC(38, 8) AS current_price,
  (price_1h / 100000000.0)::NUMERIC(38, 8) AS price_1h, (price_4h / 100000000.0)::NUMERIC(38, 8) AS price_4h, (price_24h / 100000000.0)::NUMERIC(38, 8) AS price_24h,
  label_1h, label_4h, label_24h, to_timestamp(created_at / 1000000.0) AS created_at
FROM ai_training_data;

CREATE VIEW signal_history_view AS
SELECT id, symbol, timeframe, to_timestamp(time / 1000000.0) AS at, signal, confidence, source, (price / 100000000.0)::NUMERIC(38, 8) AS price, executed,
  (price_1h / 100000000.0)::NUMERIC(38, 8) AS price_1h, (price_4h / 100000000.0)::NUMERIC(38, 8) AS price_4h, (price_24h / 100000000.0)::NUMERIC(38, 8) AS price_24h,
  result, profit_percent, to_timestamp(created_at / 1000000.0) AS created_at
FROM signal_history;
