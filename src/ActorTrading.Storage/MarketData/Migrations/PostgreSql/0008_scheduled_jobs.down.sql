DROP VIEW scheduled_jobs_view;

DROP TABLE scheduled_jobs;
