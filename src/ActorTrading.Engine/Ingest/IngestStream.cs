using ActorTrading.Actors;
using ActorTrading.Engine.Symbols;
using ActorTrading.Feeds;
using ActorTrading.Market;

namespace ActorTrading.Engine.Ingest;

/// <summary>
/// Carries a feed into the symbol actors. A batch counts as delivered when it is on disk; an unanswered one is delivered again, and the symbol drops
/// what it has already. The feed is read only as fast as acknowledgements come back, so memory stays flat.
/// </summary>
public sealed class IngestStream(IActorRef market, IngestOptions options, TimeProvider clock)
{
    private long _delivered;

    /// <summary>Rows acknowledged so far.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Reads the feed from where the journal ends until it ends or is cancelled; what is under way then is waited for.</summary>
    /// <exception cref="IngestException">A symbol did not store a batch after all attempts, or says it never can.</exception>
    public async Task RunAsync(IFeed feed, CancellationToken cancellationToken)
    {
        var stored = await Task.WhenAll(feed.Symbols.Select(s => PositionAsync(s, feed.Name, cancellationToken)));
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var slots = new SemaphoreSlim(options.MaxInFlight);
        var lanes = new Dictionary<Symbol, Lane>();
        try
        {
            await foreach (var batch in Read(feed, stored, failed.Token))
            {
                if (!lanes.TryGetValue(batch.Symbol, out var lane))
                {
                    lanes.Add(batch.Symbol, lane = new Lane(options.MaxInFlightPerSymbol));
                }

                await slots.WaitAsync(failed.Token);
                await lane.Room.WaitAsync(failed.Token);

                // Room that is made at the same moment is given even to a cancelled wait.
                failed.Token.ThrowIfCancellationRequested();
                lane.Last = DeliverAsync(batch, lane, slots, failed, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (failed.IsCancellationRequested)
        {
            // Either somebody asked us to stop, or a delivery failed: its task, awaited below, tells.
        }
        finally
        {
            // A feed that breaks does not take with it what it has delivered.
            try
            {
                await Task.WhenAll(lanes.Values.Select(l => l.Last));
            }
            finally
            {
                foreach (var lane in lanes.Values)
                {
                    lane.Room.Dispose();
                }
            }
        }
    }

    private static IAsyncEnumerable<MarketBatch> Read(IFeed feed, BatchStored[] stored, CancellationToken cancellation) => feed is IResumingFeed resuming
        ? resuming.ReadAsync(stored.ToDictionary(s => s.Symbol, s => new StoredRows(s.Position, s.Last)), cancellation)
        : feed.ReadAsync(stored.ToDictionary(s => s.Symbol, s => s.Position), cancellation);

    /// <summary>Asks until there is an answer: a symbol that recovers for long, or is down for a while, has none yet.</summary>
    private async Task<BatchStored> PositionAsync(Symbol symbol, string source, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await market.Ask<BatchStored>(new GetSymbolPosition(symbol, source), options.AckTimeout, cancellationToken);
            }
            catch (AskTimeoutException)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task DeliverAsync(MarketBatch batch, Lane lane, SemaphoreSlim slots, CancellationTokenSource failed, CancellationToken stop)
    {
        // The message goes out before the first await, so batches of one symbol keep their order.
        var answer = AskAsync(batch);
        var before = lane.Last;
        try
        {
            await before;
            for (var attempt = 1; ; attempt++)
            {
                var stored = await answer;
                if (stored is not null && stored.Position >= batch.Position)
                {
                    Interlocked.Add(ref _delivered, batch.Count);
                    return;
                }

                if (stop.IsCancellationRequested)
                {
                    // It is not stored, so the next run begins with it.
                    return;
                }

                if (attempt >= options.MaxAttempts)
                {
                    throw new IngestException(
                        $"{batch.Symbol} did not store rows {batch.From + 1} to {batch.Position} of {batch.Source} after {attempt} attempts; the journal's own messages say why.");
                }

                if (attempt > 1)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5000, 50 * attempt * attempt)), clock, CancellationToken.None);
                }

                answer = AskAsync(batch);
            }
        }
        catch
        {
            await failed.CancelAsync();
            throw;
        }
        finally
        {
            slots.Release();
            lane.Room.Release();
        }
    }

    private async Task<BatchStored?> AskAsync(MarketBatch batch)
    {
        try
        {
            return await market.Ask<BatchStored>(batch, options.AckTimeout);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
        catch (ArgumentException refused)
        {
            throw new IngestException($"{batch.Symbol} does not take rows {batch.From + 1} to {batch.Position} of {batch.Source}: {refused.Message}", refused);
        }
    }

    private sealed class Lane(int room)
    {
        public SemaphoreSlim Room { get; } = new(room);

        public Task Last { get; set; } = Task.CompletedTask;
    }
}
