DROP VIEW signal_history_view;

DROP TABLE signal_history;
