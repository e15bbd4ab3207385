DROP VIEW data_quality_findings_view;

DROP TABLE data_quality_findings;
