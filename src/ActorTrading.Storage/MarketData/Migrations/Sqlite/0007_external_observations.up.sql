-- event_time: what the value is about; known_at: from when anybody could know it.
CREATE TABLE external_observations (
  source TEXT NOT NULL,
  series TEXT NOT NULL,
  event_time BIGINT NOT NULL,
  known_at BIGINT NOT NULL,
  value REAL NOT NULL,
  CONSTRAINT external_observations_key PRIMARY KEY (source, series, event_time, known_at)
) WITHOUT ROWID;

CREATE INDEX external_observations_known ON external_observations (source, series, known_at);

CREATE VIEW external_observations_view AS
SELECT source, series, strftime('%Y-%m-%d %H:%M:%S', event_time / 1000000, 'unixepoch') AS event_at, strftime('%Y-%m-%d %H:%M:%S', known_at / 1000000, 'unixepoch') AS known_at, value
FROM external_observations;
