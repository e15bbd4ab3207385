DROP VIEW technical_indicators_view;

DROP TABLE technical_indicators;
