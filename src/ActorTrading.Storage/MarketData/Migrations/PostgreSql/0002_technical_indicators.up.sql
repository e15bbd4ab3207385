-- Values in the unit of the price; NULL where too few candles came before.
CREATE TABLE technical_indicators (
  symbol TEXT COLLATE "C" NOT NULL,
  timeframe TEXT COLLATE "C" NOT NULL,
  open_time BIGINT NOT NULL,
  sma_5 DOUBLE PRECISION,
  sma_10 DOUBLE PRECISION,
  sma_20 DOUBLE PRECISION,
  sma_50 DOUBLE PRECISION,
  ema_12 DOUBLE PRECISION,
  ema_26 DOUBLE PRECISION,
  rsi_14 DOUBLE PRECISION,
  macd DOUBLE PRECISION,
  macd_signal DOUBLE PRECISION,
  macd_histogram DOUBLE PRECISION,
  bollinger_upper DOUBLE PRECISION,
  bollinger_middle DOUBLE PRECISION,
  bollinger_lower DOUBLE PRECISION,
  bollinger_width DOUBLE PRECISION,
  atr_14 DOUBLE PRECISION,
  volume_ratio DOUBLE PRECISION,
  CONSTRAINT technical_indicators_key PRIMARY KEY (symbol, timeframe, open_time)
);

CREATE VIEW technical_indicators_view AS
SELECT symbol, timeframe, to_timestamp(open_time / 1000000.0) AS opened_at, sma_5, sma_10, sma_20, sma_50, ema_12, ema_26, rsi_14, macd,
  macd_signal, macd_histogram, bollinger_upper, bollinger_middle, bollinger_lower, bollinger_width, atr_14, volume_ratio
FROM technical_indicators;
