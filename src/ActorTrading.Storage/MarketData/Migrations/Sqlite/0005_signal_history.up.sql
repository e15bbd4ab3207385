-- Later prices, result and profit stay NULL until they are known.
CREATE TABLE signal_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  time BIGINT NOT NULL,
  signal TEXT NOT NULL,
  confidence REAL NOT NULL,
  source TEXT NOT NULL,
  price BIGINT NOT NULL,
  executed BOOLEAN NOT NULL,
  price_1h BIGINT,
  price_4h BIGINT,
  price_24h BIGINT,
  result TEXT,
  profit_percent REAL,
  created_at BIGINT NOT NULL,
  CONSTRAINT signal_history_key UNIQUE (symbol, timeframe, time, source)
);

CREATE INDEX signal_history_time ON signal_history (time);

CREATE INDEX signal_history_open ON signal_history (symbol, timeframe, time) WHERE result IS NULL;

CREATE VIEW signal_history_view AS
SELECT id, symbol, timeframe, strftime('%Y-%m-%d %H:%M:%S', time / 1000000, 'unixepoch') AS at, signal, confidence, source, printf('%d.%08d', price / 100000000, price % 100000000) AS price, executed,
  CASE WHEN price_1h IS NOT NULL THEN printf('%d.%08d', price_1h / 100000000, price_1h % 100000000) END AS price_1h, CASE WHEN price_4h IS NOT NULL THEN printf('%d.%08d', price_4h / 100000000, price_4h % 100000000) END AS price_4h, CASE WHEN price_24h IS NOT NULL THEN printf('%d.%08d', price_24h / 100000000, price_24h % 100000000) END AS price_24h,
  result, profit_percent, strftime('%Y-%m-%d %H:%M:%S', created_at / 1000000, 'unixepoch') AS created_at
FROM signal_history;
