using ActorTrading.Actors;
using ActorTrading.Actors.Persistence;
using ActorTrading.Engine.Models;
using ActorTrading.Engine.Replay;
using ActorTrading.Engine.Symbols;
using ActorTrading.Engine.Views;
using ActorTrading.Market;

namespace ActorTrading.Engine.Tests.Running;

/// <summary>One life of the engine over a journal that may have had earlier ones.</summary>
internal sealed class EngineRun : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly BreakableJournal _journal;
    private readonly ActorSystem _system;

    public EngineRun(BreakableJournal journal, EngineOptions options, ModelSet models, ISnapshotStore? snapshots = null, TimeProvider? clock = null)
    {
        _journal = journal;
        View = new MarketView(clock ?? TimeProvider.System);
        _system = EngineSystem.Create("run", journal, snapshots ?? new InMemorySnapshotStore(), clock ?? TimeProvider.System);
        Market = _system.ActorOf(MarketActor.Props(options, models, View), "market");
    }

    public IActorRef Market { get; }

    public MarketView View { get; }

    /// <summary>A whole undisturbed life.</summary>
    public static async Task<BreakableJournal> UndisturbedAsync(IEnumerable<MarketBatch> batches, EngineOptions options, ModelSet models)
    {
        var journal = new BreakableJournal();
        await using var run = new EngineRun(journal, options, models);
        await run.FeedAsync(batches);
        return journal;
    }

    public static async Task<string> HashAsync(IJournal journal, EngineOptions options) =>
        (await JournalReplay.RunAsync(journal, options, null)).Hash;

    public Task<BatchStored> TellAsync(object message, TimeSpan? within = null) => Market.Ask<BatchStored>(message, within ?? Patience);

    public Task<BatchStored> PositionAsync(Symbol symbol) => TellAsync(new GetSymbolPosition(symbol, TestMarket.Source));

    public async Task SaveAsync(Symbol symbol) => await Market.Ask<StateSaved>(new SaveState(symbol), Patience);

    /// <summary>Delivers batches one after the other, skipping what is stored. False when the journal broke on the way.</summary>
    public async Task<bool> FeedAsync(IEnumerable<MarketBatch> batches)
    {
        var positions = new Dictionary<Symbol, long>();
        foreach (var batch in batches)
        {
            if (!positions.TryGetValue(batch.Symbol, out var position))
            {
                var asked = PositionAsync(batch.Symbol);
                if (await Task.WhenAny(asked, _journal.Broken) != asked)
                {
                    return false;
                }

                position = (await asked).Position;
            }

            if (batch.Position > position)
            {
                var told = TellAsync(batch);
                if (await Task.WhenAny(told, _journal.Broken) != told)
                {
                    return false;
                }

                position = (await told).Position;
                if (position < batch.Position && _journal.Broken.IsCompleted)
                {
                    return false;
                }

                Assert.Equal(batch.Position, position);
            }

            positions[batch.Symbol] = position;
        }

        return true;
    }

    public async ValueTask DisposeAsync() => await _system.Terminate();
}
