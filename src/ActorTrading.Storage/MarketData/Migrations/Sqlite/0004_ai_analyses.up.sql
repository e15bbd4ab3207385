CREATE TABLE ai_analyses (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  time BIGINT NOT NULL,
  signal TEXT NOT NULL,
  confidence REAL NOT NULL,
  direction TEXT NOT NULL,
  analysis TEXT NOT NULL,
  source TEXT NOT NULL,
  model_version TEXT NOT NULL,
  raw_response TEXT NOT NULL,
  price BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT ai_analyses_key UNIQUE (symbol, timeframe, time, source, model_version)
);

CREATE INDEX ai_analyses_time ON ai_analyses (time);

CREATE VIEW ai_analyses_view AS
SELECT id, symbol, timeframe, strftime('%Y-%m-%d %H:%M:%S', time / 1000000, 'unixepoch') AS at, signal, confidence, direction, analysis, source, model_version, raw_response,
  printf('%d.%08d', price / 100000000, price % 100000000) AS price, strftime('%Y-%m-%d %H:%M:%S', created_at / 1000000, 'unixepoch') AS created_at
FROM ai_analyses;
