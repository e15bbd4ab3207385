-- time: when the features were known. Future prices and labels stay NULL until that future has come.
CREATE TABLE ai_training_data (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
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
SELECT id, symbol, timeframe, strftime('%Y-%m-%d %H:%M:%S', time / 1000000, 'unixepoch') AS at, feature_schema, features, printf('%d.%08d', current_price / 100000000, current_price % 100000000) AS current_price,
  CASE WHEN price_1h IS NOT NULL THEN printf('%d.%08d', price_1h / 100000000, price_1h % 100000000) END AS price_1h, CASE WHEN price_4h IS NOT NULL THEN printf('%d.%08d', price_4h / 100000000, price_4h % 100000000) END AS price_4h, CASE WHEN price_24h IS NOT NULL THEN printf('%d.%08d', price_24h / 100000000, price_24h % 100000000) END AS price_24h,
  label_1h, label_4h, label_24h, strftime('%Y-%m-%d %H:%M:%S', created_at / 1000000, 'unixepoch') AS created_at
FROM ai_training_data;
