using ActorTrading.Actors;
using ActorTrading.Engine.Events;
using ActorTrading.Market.Quality;

namespace ActorTrading.Engine.Symbols;

/// <summary>Late and corrected bars: what is news is journalled, and what follows is computed from it from here on.</summary>
internal sealed partial class SymbolActor
{
    private void Handle(BarCorrection correction)
    {
        var (series, candle) = correction;
        if (!candle.IsFinal || !BarValidity.IsSound(candle.Bar) || series.Timeframe.OpenOf(candle.OpenTime) != candle.OpenTime || !_bars.IsNews(series.Timeframe, candle.Bar))
        {
            Sender.Tell(new CorrectionStored(series, candle.OpenTime, Changed: false));
            return;
        }

        var replyTo = Sender;
        Persist(new BarCorrected(series.Timeframe, candle.Bar, candle.Source, candle.Revision), corrected =>
        {
            Apply(corrected);
            replyTo.Tell(new CorrectionStored(series, candle.OpenTime, Changed: true), Self);
        });
    }

    private void Apply(BarCorrected corrected)
    {
        _bars.Correct(corrected.Timeframe, corrected.Bar);
        _pipeline.Correct(corrected.Timeframe, corrected.Bar);
    }
}
