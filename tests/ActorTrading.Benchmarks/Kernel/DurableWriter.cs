using ActorTrading.Actors;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Benchmarks.Kernel;

/// <summary>Persists some events at once when asked, and answers when they are stored; counts what it recovers.</summary>
internal sealed class DurableWriter : ReceivePersistentActor
{
    public const int EventsPerCommand = 10;

    public DurableWriter(string id)
    {
        PersistenceId = id;
        var recovered = 0L;
        Recover<Note>(_ => recovered++);
        Command<Ball>(_ =>
        {
            var left = EventsPerCommand;
            PersistAll(Enumerable.Range(0, EventsPerCommand).Select(i => new Note(LastSequenceNr + i)).ToArray(), _ =>
            {
                if (--left == 0)
                {
                    Sender.Tell(Done.Instance, Self);
                }
            });
        });
        Command<Count>(_ => Sender.Tell(recovered, Self));
    }

    public override string PersistenceId { get; }

    public static Props Props(int number) => ActorTrading.Actors.Props.CreateBy(() => new DurableWriter(FormattableString.Invariant($"writer-{number}")));

    /// <summary>Asks how many events were recovered.</summary>
    public sealed class Count
    {
        public static Count Instance { get; } = new();
    }
}
