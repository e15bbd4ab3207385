using System.Collections.Concurrent;
using ActorTrading.Actors;
using ActorTrading.Engine.Symbols;
using ActorTrading.Market;

namespace ActorTrading.Engine.Tests.Ingest;

/// <summary>A market that answers as the test says, and remembers what it was told.</summary>
internal sealed class ScriptedMarketActor : ReceiveActor
{
    public ScriptedMarketActor(MarketScript script)
    {
        Receive<GetSymbolPosition>(ask => Answer(script.OnAsk(ask)));
        Receive<MarketBatch>(batch =>
        {
            script.Told.Enqueue((batch, Sender));
            Answer(script.OnBatch(batch));
        });
    }

    private void Answer(object? answer)
    {
        if (answer is not null)
        {
            Sender.Tell(answer);
        }
    }

    internal sealed class MarketScript
    {
        public ConcurrentQueue<(MarketBatch Batch, IActorRef Sender)> Told { get; } = new();

        /// <summary>Null: no answer.</summary>
        public Func<MarketBatch, object?> OnBatch { get; set; } = Stored;

        public Func<GetSymbolPosition, object?> OnAsk { get; set; } = ask => new BatchStored(ask.Symbol, ask.Source, 0);

        public static BatchStored Stored(MarketBatch batch) => new(batch.Symbol, batch.Source, batch.Position);

        public void AnswerAll()
        {
            while (Told.TryDequeue(out var told))
            {
                told.Sender.Tell(Stored(told.Batch), ActorRefs.NoSender);
            }
        }
    }
}
