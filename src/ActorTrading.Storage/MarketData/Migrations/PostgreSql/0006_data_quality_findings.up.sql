-- What checks found, where it came from and what became of it. rule, severity, action and cause are numbers that never change their meaning.
CREATE TABLE data_quality_findings (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  symbol TEXT COLLATE "C" NOT NULL,
  timeframe TEXT COLLATE "C" NOT NULL,
  rule BIGINT NOT NULL,
  severity BIGINT NOT NULL,
  action BIGINT NOT NULL,
  row_number BIGINT NOT NULL,
  time BIGINT NOT NULL,
  count BIGINT NOT NULL,
  detail TEXT NOT NULL,
  cause BIGINT NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  found_at BIGINT NOT NULL,
  resolved_at BIGINT
);

-- The same thing found again is no second finding while it is open; a gap is the same wherever its row stands.
CREATE UNIQUE INDEX data_quality_findings_open
  ON data_quality_findings (symbol, timeframe, rule, time, (CASE WHEN rule = 8 THEN -1 ELSE row_number END)) WHERE resolved_at IS NULL;

CREATE INDEX data_quality_findings_found ON data_quality_findings (found_at);

CREATE VIEW data_quality_findings_view AS
SELECT id, symbol, timeframe,
  CASE rule WHEN 1 THEN 'missing field' WHEN 2 THEN 'wrong type' WHEN 3 THEN 'out of range' WHEN 4 THEN 'ohlc relation' WHEN 5 THEN 'off grid' WHEN 6 THEN 'out of order' WHEN 7 THEN 'duplicate' WHEN 8 THEN 'gap' WHEN 9 THEN 'extreme move' WHEN 10 THEN 'extreme wick' WHEN 11 THEN 'volume' WHEN 12 THEN 'cross timeframe' WHEN 13 THEN 'differs from exchange' ELSE rule::TEXT END AS rule,
  CASE severity WHEN 1 THEN 'info' WHEN 2 THEN 'warning' WHEN 3 THEN 'error' ELSE severity::TEXT END AS severity,
  CASE action WHEN 0 THEN 'keep' WHEN 1 THEN 'drop' WHEN 2 THEN 'refetch' WHEN 3 THEN 'repaired' ELSE action::TEXT END AS action,
  row_number, to_timestamp(time / 1000000.0) AS at, count, detail,
  CASE cause WHEN 0 THEN 'unknown' WHEN 1 THEN 'not listed yet' WHEN 2 THEN 'exchange outage' WHEN 3 THEN 'fetch failed' ELSE cause::TEXT END AS cause,
  source, to_timestamp(found_at / 1000000.0) AS found_at, to_timestamp(resolved_at / 1000000.0) AS resolved_at
FROM data_quality_findings;
