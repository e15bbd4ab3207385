-- Later prices, result and profit stay NULL until they are known.
CREATE TABLE signal_history (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  symbol TEXT COLLATE "C" NOT NULL,
  timeframe TEXT COLLATE "C" NOT NULL,
  time BIGINT NOT NULL,
  signal TEXT COLLATE "C" NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  price BIGINT NOT NULL,
  executed BOOLEAN NOT NULL,
  price_1h BIGINT,
  price_4h BIGINT,
  price_24h BIGINT,
  result TEXT COLLATE "C",
  profit_percent DOUBLE PRECISION,
  created_at BIGINT NOT NULL,
  CONSTRAINT signal_history_key UNIQUE (symbol, timeframe, time, source)
);

CREATE INDEX signal_history_time ON signal_history (time);

CREATE INDEX signal_history_open ON signal_history (symbol, timeframe, time) WHERE result IS NULL;

CREATE VIEW signal_history_view AS
SELECT id, symbol, timeframe, to_timestamp(time / 1000000.0) AS at, signal, confidence, source, (price / 100000000.0)::NUMERIC(38, 8) AS price, executed,
  (price_1h / 100000000.0)::NUMERIC(38, 8) AS price_1h, (price_4h / 100000000.0)::NUMERIC(38, 8) AS price_4h, (price_24h / 100000000.0)::NUMERIC(38, 8) AS price_24h,
  result, profit_percent, to_timestamp(created_at / 1000000.0) AS created_at
FROM signal_history;
