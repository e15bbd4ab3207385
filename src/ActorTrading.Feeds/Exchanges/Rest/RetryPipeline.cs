using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ActorTrading.Feeds.Exchanges.Rest;

/// <summary>Tries again what passes: exponential waits with jitter, in the time that one request may take in all.</summary>
internal static class RetryPipeline
{
    /// <param name="retrying">Called before each retry.</param>
    public static ResiliencePipeline Create(ExchangeClientOptions options, TimeProvider time, Action retrying)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.TotalTimeout });
        if (options.MaxRetryAttempts > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<ExchangeException>(failure => IsPassing(failure, options.TotalTimeout)),
                MaxRetryAttempts = options.MaxRetryAttempts,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                Randomizer = Jitter(options.Seed),
                OnRetry = _ =>
                {
                    retrying();
                    return ValueTask.CompletedTask;
                },
            });
        }

        return builder.Build();
    }

    private static bool IsPassing(ExchangeException failure, TimeSpan most) => failure.Failure switch
    {
        ExchangeFailure.Unreachable or ExchangeFailure.BadAnswer => true,
        ExchangeFailure.RateLimited => failure.RetryAfter is null || failure.RetryAfter <= most,
        _ => false,
    };

    private static Func<double> Jitter(ulong seed)
    {
        var random = new Random(unchecked((int)(seed ^ (seed >> 32))));
        var gate = new Lock();
        return () =>
        {
            lock (gate)
            {
                return random.NextDouble();
            }
        };
    }
}
