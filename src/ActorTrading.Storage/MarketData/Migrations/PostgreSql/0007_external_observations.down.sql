DROP VIEW external_observations_view;

DROP TABLE external_observations;
