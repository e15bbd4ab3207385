DROP VIEW market_candles_view;

DROP TABLE market_candles;
