-- event_time: what the value is about; known_at: from when anybody could know it.
CREATE TABLE external_observations (
  source TEXT COLLATE "C" NOT NULL,
  series TEXT COLLATE "C" NOT NULL,
  event_time BIGINT NOT NULL,
  known_at BIGINT NOT NULL,
  value DOUBLE PRECISION NOT NULL,
  CONSTRAINT external_observations_key PRIMARY KEY (source, series, event_time, known_at)
);

CREATE INDEX external_observations_known ON external_observations (source, series, known_at);

CREATE VIEW external_observations_view AS
SELECT source, series, to_timestamp(event_time / 1000000.0) AS event_at, to_timestamp(known_at / 1000000.0) AS known_at, value
FROM external_observations;
