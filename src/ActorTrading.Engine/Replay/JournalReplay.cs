using ActorTrading.Actors.Persistence;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Models;

namespace ActorTrading.Engine.Replay;

/// <summary>Reads a journal from end to end; with models it recomputes everything from the recorded rows alone and compares.</summary>
public static class JournalReplay
{
    private const string SymbolPrefix = "symbol-";

    /// <param name="models">The models the journal was written with; null to count and hash only.</param>
    /// <param name="progress">Told the events read so far, every few thousand.</param>
    public static async Task<ReplayReport> RunAsync(
        IJournal journal, EngineOptions options, ModelSet? models, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        var digests = new List<(string Id, SymbolDigest Digest)>();
        long differences = 0;
        long events = 0;
        string? first = null;
        await foreach (var id in journal.CurrentPersistenceIdsAsync(cancellationToken))
        {
            if (!id.StartsWith(SymbolPrefix, StringComparison.Ordinal))
            {
                continue;
            }

            var digest = new SymbolDigest();
            digests.Add((id, digest));
            var replay = models is null
                ? null
                : new SymbolReplay(Market.Symbol.Parse(id[SymbolPrefix.Length..]), options, models, await FaultsAsync(journal, id, cancellationToken));
            await foreach (var stored in journal.ReplayAsync(id, 1, long.MaxValue, long.MaxValue, cancellationToken))
            {
                digest.Add(stored.Payload);
                replay?.Add((ISymbolEvent)stored.Payload);
                if (++events % 4096 == 0)
                {
                    progress?.Report(events);
                }
            }

            replay?.End();
            differences += replay?.Differences ?? 0;
            first ??= replay?.FirstDifference;
        }

        var report = new ReplayReport(
            digests.Count, events, digests.Sum(d => d.Digest.Ticks), digests.Sum(d => d.Digest.Bars), digests.Sum(d => d.Digest.Predictions),
            differences, first, SymbolDigest.Combine(digests));
        digests.ForEach(d => d.Digest.Dispose());
        return report;
    }

    /// <summary>The version of the pre-trained models that the journal's forecasts name; null where there is none.</summary>
    public static async Task<string?> ModelVersionAsync(IJournal journal, CancellationToken cancellationToken = default)
    {
        await foreach (var id in journal.CurrentPersistenceIdsAsync(cancellationToken))
        {
            await foreach (var stored in journal.ReplayAsync(id, 1, long.MaxValue, long.MaxValue, cancellationToken))
            {
                if (stored.Payload is PredictionIssued issued)
                {
                    return issued.Experts.FirstOrDefault(e => e.Name == TreesModel.ModelName)?.Version;
                }
            }
        }

        return null;
    }

    private static async Task<List<ModelFailed>> FaultsAsync(IJournal journal, string id, CancellationToken cancellationToken)
    {
        var faults = new List<ModelFailed>();
        await foreach (var stored in journal.ReplayAsync(id, 1, long.MaxValue, long.MaxValue, cancellationToken))
        {
            if (stored.Payload is ModelFailed failed)
            {
                faults.Add(failed);
            }
        }

        return faults;
    }
}
