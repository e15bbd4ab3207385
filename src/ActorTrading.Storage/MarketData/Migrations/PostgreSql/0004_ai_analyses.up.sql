CREATE TABLE ai_analyses (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  symbol TEXT COLLATE "C" NOT NULL,
  timeframe TEXT COLLATE "C" NOT NULL,
  time BIGINT NOT NULL,
  signal TEXT COLLATE "C" NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  direction TEXT COLLATE "C" NOT NULL,
  analysis TEXT NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  model_version TEXT COLLATE "C" NOT NULL,
  raw_response TEXT NOT NULL,
  price BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT ai_analyses_key UNIQUE (symbol, timeframe, time, source, model_version)
);

CREATE INDEX ai_analyses_time ON ai_analyses (time);

CREATE VIEW ai_analyses_view AS
SELECT id, symbol, timeframe, to_timestamp(time / 1000000.0) AS at, signal, confidence, direction, analysis, source, model_version, raw_response,
  (price / 100000000.0)::NUMERIC(38, 8) AS price, to_timestamp(created_at / 1000000.0) AS created_at
FROM ai_analyses;
