DROP VIEW ai_training_data_view;

DROP TABLE ai_training_data;
