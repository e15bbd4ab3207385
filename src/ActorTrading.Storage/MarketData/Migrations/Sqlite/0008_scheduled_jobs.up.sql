-- One row per job; whoever holds the claim runs it, until claimed_until at the latest.
CREATE TABLE scheduled_jobs (
  name TEXT NOT NULL PRIMARY KEY,
  cron TEXT NOT NULL,
  next_due BIGINT NOT NULL,
  claimed_by TEXT,
  claimed_until BIGINT,
  last_started BIGINT,
  last_finished BIGINT,
  last_result TEXT
) WITHOUT ROWID;

CREATE VIEW scheduled_jobs_view AS
SELECT name, cron, strftime('%Y-%m-%d %H:%M:%S', next_due / 1000000, 'unixepoch') AS next_due, claimed_by, strftime('%Y-%m-%d %H:%M:%S', claimed_until / 1000000, 'unixepoch') AS claimed_until,
  strftime('%Y-%m-%d %H:%M:%S', last_started / 1000000, 'unixepoch') AS last_started, strftime('%Y-%m-%d %H:%M:%S', last_finished / 1000000, 'unixepoch') AS last_finished, last_result
FROM scheduled_jobs;
