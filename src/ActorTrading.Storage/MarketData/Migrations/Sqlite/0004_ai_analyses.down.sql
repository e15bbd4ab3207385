DROP VIEW ai_analyses_view;

DROP TABLE ai_analyses;
