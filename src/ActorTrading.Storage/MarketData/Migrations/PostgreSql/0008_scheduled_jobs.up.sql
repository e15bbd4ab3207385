-- One row per job; whoever holds the claim runs it, until claimed_until at the latest.
CREATE TABLE scheduled_jobs (
  name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  cron TEXT COLLATE "C" NOT NULL,
  next_due BIGINT NOT NULL,
  claimed_by TEXT COLLATE "C",
  claimed_until BIGINT,
  last_started BIGINT,
  last_finished BIGINT,
  last_result TEXT
);

CREATE VIEW scheduled_jobs_view AS
SELECT name, cron, to_timestamp(next_due / 1000000.0) AS next_due, claimed_by, to_timestamp(claimed_until / 1000000.0) AS claimed_until,
  to_timestamp(last_started / 1000000.0) AS last_started, to_timestamp(last_finished / 1000000.0) AS last_finished, last_result
FROM scheduled_jobs;
