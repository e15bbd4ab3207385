DROP TABLE projections;

DROP TABLE computation_anchors;

ALTER TABLE signal_history DROP COLUMN return_percent;

ALTER TABLE signal_history DROP COLUMN move;

ALTER TABLE signal_history DROP COLUMN confidence_band;

ALTER TABLE signal_history DROP COLUMN horizon_minutes;

ALTER TABLE ai_training_data DROP COLUMN missing_24h;

ALTER TABLE ai_training_data DROP COLUMN missing_4h;

ALTER TABLE ai_training_data DROP COLUMN missing_1h;

ALTER TABLE ai_training_data DROP COLUMN candle_revision;

ALTER TABLE technical_indicators DROP COLUMN candle_revision;
