-- time: when the features were known. Future prices and labels stay NULL until that future has come.
CREATE TABLE ai_training_data (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  symbol TEXT COLLATE "C" NOT NULL,
  timeframe TEXT COLLATE "C" NOT NULL,
  time BIGINT NOT NULL,
  feature_schema BIGINT NOT NULL,
  features TEXT NOT NULL,
  current_price BIGINT NOT NULL,
  price_1h BIGINT,
  price_4h BIGINT,
  price_24h BIGINT,
  label_1h BIGINT,
  label_4h BIGINT,
  label_24h BIGINT,
  created_at BIGINT NOT NULL,
  CONSTRAINT ai_training_data_key UNIQUE (symbol, timeframe, time, feature_schema)
);

CREATE INDEX ai_training_data_time ON ai_training_data (time);

CREATE INDEX ai_training_data_unlabelled ON ai_training_data (symbol, timeframe, time) WHERE label_24h IS NULL;

CREATE VIEW ai_training_data_view AS
SELECT id, symbol, timeframe, to_timestamp(time / 1000000.0) AS at, feature_schema, features::JSONB AS features, (current_price / 100000000.0)::NUMERIC(38, 8) AS current_price,
  (price_1h / 100000000.0)::NUMERIC(38, 8) AS price_1h, (price_4h / 100000000.0)::NUMERIC(38, 8) AS price_4h, (price_24h / 100000000.0)::NUMERIC(38, 8) AS price_24h,
  label_1h, label_4h, label_24h, to_timestamp(created_at / 1000000.0) AS created_at
FROM ai_training_data;
