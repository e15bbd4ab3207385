-- Values in the unit of the price; NULL where too few candles came before.
CREATE TABLE technical_indicators (
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  open_time BIGINT NOT NULL,
  sma_5 REAL,
  sma_10 REAL,
  sma_20 REAL,
  sma_50 REAL,
  ema_12 REAL,
  ema_26 REAL,
  rsi_14 REAL,
  macd REAL,
  macd_signal REAL,
  macd_histogram REAL,
  bollinger_upper REAL,
  bollinger_middle REAL,
  bollinger_lower REAL,
  bollinger_width REAL,
  atr_14 REAL,
  volume_ratio REAL,
  CONSTRAINT technical_indicators_key PRIMARY KEY (symbol, timeframe, open_time)
) WITHOUT ROWID;

CREATE VIEW technical_indicators_view AS
SELECT symbol, timeframe, strftime('%Y-%m-%d %H:%M:%S', open_time / 1000000, 'unixepoch') AS opened_at, sma_5, sma_10, sma_20, sma_50, ema_12, ema_26, rsi_14, macd,
  macd_signal, macd_histogram, bollinger_upper, bollinger_middle, bollinger_lower, bollinger_width, atr_14, volume_ratio
FROM technical_indicators;
