namespace ActorTrading.Market.Quality;

/// <summary>Moves, wicks and volumes far outside of what was usual in the rows before, by <see cref="RobustScale"/>.</summary>
internal sealed class ExtremeDetector(ConsistencyOptions options, FindingLog log, ConsistencyCounts counts)
{
    // Spreads below these come from sources that hardly move or round hard; a step of one unit is no extreme there.
    private const double LeastReturnSpread = 2e-4;
    private const double LeastVolumeSpread = 0.1;

    private readonly RobustScale _returns = new(options.Window, LeastReturnSpread);
    private readonly RobustScale _volumes = new(options.Window, LeastVolumeSpread);
    private Bar _last;
    private long _lastRow = -1;
    private long _closeBefore;
    private long _lowBefore;
    private long _highBefore;
    private double _leastFactor;
    private double _mostFactor = double.PositiveInfinity;
    private double _wickFactor = double.PositiveInfinity;
    private double _mostVolume = double.PositiveInfinity;

    /// <param name="followsAtOnce">Whether no row is missing between this one and the one before.</param>
    public void Add(in Bar bar, long row, bool followsAtOnce)
    {
        if (_lastRow >= 0)
        {
            JudgeWicks(bar.Low, bar.High);
            var ratio = bar.Close / (double)_last.Close;
            if (followsAtOnce && (ratio < _leastFactor || ratio > _mostFactor))
            {
                counts.ExtremeMoves++;
                Note(FindingRule.ExtremeMove, row, bar.OpenTime, $"close {Fixed.ToDecimal(_last.Close):0.########} moved to {Fixed.ToDecimal(bar.Close):0.########}, robust z-score {Math.Abs(_returns.Score(Math.Log(ratio))):0}");
            }

            if (_returns.Add(Math.Log(ratio)))
            {
                _leastFactor = Math.Exp(_returns.Median - (options.MaxMove * _returns.Spread));
                _mostFactor = Math.Exp(_returns.Median + (options.MaxMove * _returns.Spread));
                _wickFactor = Math.Exp(options.MaxWick * _returns.Spread);
            }
        }

        JudgeVolume(bar, row);
        _closeBefore = followsAtOnce ? _last.Close : bar.Open;
        _lowBefore = _lastRow < 0 ? long.MaxValue : _last.Low;
        _highBefore = _lastRow < 0 ? 0 : _last.High;
        _last = bar;
        _lastRow = row;
    }

    public void Finish()
    {
        if (_lastRow >= 0)
        {
            JudgeWicks(long.MaxValue, 0);
        }
    }

    /// <summary>Judges the last row's wicks as soon as the row behind it is known.</summary>
    private void JudgeWicks(long lowAfter, long highAfter)
    {
        // The close before rather than the open: a bar that opens with the absurd trade is as wrong as one that meets it later.
        var bottom = Math.Min(_closeBefore, _last.Close);
        var top = Math.Max(_closeBefore, _last.Close);
        var isLow = bottom > _last.Low * _wickFactor;
        var isHigh = _last.High > top * _wickFactor;
        if (!isLow && !isHigh)
        {
            return;
        }

        // A neighbour that went at least half of the way (in logarithms) confirms the wick.
        var confirmsLow = Math.Min(_lowBefore, lowAfter) <= Math.Sqrt((double)_last.Low * bottom);
        var confirmsHigh = Math.Max(_highBefore, highAfter) >= Math.Sqrt((double)_last.High * top);
        if ((!isLow || confirmsLow) && (!isHigh || confirmsHigh))
        {
            return;
        }

        counts.ExtremeWicks++;
        var (name, value, body) = isLow && !confirmsLow ? ("low", _last.Low, bottom) : ("high", _last.High, top);
        var score = Math.Abs(Math.Log((double)value / body)) / _returns.Spread;
        Note(FindingRule.ExtremeWick, _lastRow, _last.OpenTime, $"{name} {Fixed.ToDecimal(value):0.########} against {Fixed.ToDecimal(body):0.########} of the closes, confirmed by no neighbour, robust z-score {score:0}");
    }

    private void JudgeVolume(in Bar bar, long row)
    {
        if (bar.Volume == 0)
        {
            if (bar.High != bar.Low || bar.Close != bar.Open)
            {
                counts.MovedWithoutVolume++;
                Note(FindingRule.Volume, row, bar.OpenTime, $"volume 0 although the price moved from {Fixed.ToDecimal(bar.Open):0.########} to {Fixed.ToDecimal(bar.Close):0.########}");
            }

            return;
        }

        if (bar.Volume > _mostVolume)
        {
            counts.ExtremeVolumes++;
            Note(FindingRule.Volume, row, bar.OpenTime, $"volume {Fixed.ToDecimal(bar.Volume):0.########}, robust z-score of its logarithm {_volumes.Score(Math.Log(bar.Volume)):0}");
        }

        if (_volumes.Add(Math.Log(bar.Volume)))
        {
            _mostVolume = Math.Exp(_volumes.Median + (options.MaxVolume * _volumes.Spread));
        }
    }

    private void Note(FindingRule rule, long row, long time, FormattableString detail)
    {
        if (log.HasRoom(rule))
        {
            log.Add(new Finding(rule, FindingSeverity.Warning, FindingAction.Refetch, row, time, 1, FormattableString.Invariant(detail)));
        }
    }
}
