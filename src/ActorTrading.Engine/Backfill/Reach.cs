using ActorTrading.Feeds.Exchanges;

namespace ActorTrading.Engine.Backfill;

/// <summary>
/// Whether an exchange answers at all, as all requests of one run have found it: one that is away is not asked for every series again.
/// Safe for many threads.
/// </summary>
internal sealed class Reach
{
    private readonly Lock _lock = new();
    private bool _hasAnswered;
    private int _failuresInRow;
    private ExchangeException? _away;

    /// <summary>Why nothing is asked any more; null while the exchange may answer.</summary>
    public ExchangeException? Away
    {
        get
        {
            lock (_lock)
            {
                return _away;
            }
        }
    }

    public void Answered()
    {
        lock (_lock)
        {
            (_hasAnswered, _failuresInRow) = (true, 0);
        }
    }

    /// <summary>An exchange that fails, repeats included, before it has answered once is away; one that has answered may come back.</summary>
    public void Failed(ExchangeException failure)
    {
        lock (_lock)
        {
            if (failure.Failure is not (ExchangeFailure.Unreachable or ExchangeFailure.CircuitOpen))
            {
                (_hasAnswered, _failuresInRow) = (true, 0);
                return;
            }

            _failuresInRow++;
            if (!_hasAnswered)
            {
                _away ??= failure;
            }
        }
    }

    /// <summary>A series has waited for an answer in vain: the exchange is away unless another series had one meanwhile.</summary>
    /// <param name="attempts">Requests of the series that failed in a row.</param>
    public void GaveUp(int attempts, ExchangeException last)
    {
        lock (_lock)
        {
            if (_failuresInRow >= attempts)
            {
                _away ??= last;
            }
        }
    }
}
