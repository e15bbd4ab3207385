using System.Globalization;
using System.Runtime.Serialization;
using System.Text;
using ActorTrading.Actors;
using ActorTrading.Actors.Persistence;
using ActorTrading.Actors.Serialization;
using ActorTrading.Storage.Journal;

namespace ActorTrading.Storage.Tests.Journal;

/// <summary>Events whose shape has changed since they were stored, as a persistent actor meets them in the journal.</summary>
public sealed class EventVersionTests : IDisposable
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Recover_EventsOfAnOlderVersion_AreReadByItsManifest_AndNewOnesAreWrittenWithTheNewOne()
    {
        await WriteAsync(new FirstSerializer(), typeof(FirstSold), new FirstSold(3), new FirstSold(4));
        await using (var journal = Open(new SecondSerializer(), typeof(Sold)))
        {
            var recovered = new Recovered();
            await using var system = Start(journal, recovered, new Sold(5, "EUR"));
            Assert.Equal([new Sold(3, "USD"), new Sold(4, "USD")], await recovered.Events.Task.WaitAsync(Wait));
            await recovered.Stored.Task.WaitAsync(Wait);
        }

        await using var again = Open(new SecondSerializer(), typeof(Sold));
        var all = await again.ReplayAsync("seller", 1, 9, 9).ToListAsync();
        Assert.Equal([new Sold(3, "USD"), new Sold(4, "USD"), new Sold(5, "EUR")], all.Select(e => e.Payload));
        Assert.Equal(["sold:1", "sold:1", "sold:2"], all.Select(e => e.Manifest));
    }

    [Fact]
    public async Task Recover_EventsOfAVersionThatIsNotKnown_EndsInOnRecoveryFailureWithTheManifest_AndStopsTheActor()
    {
        await WriteAsync(new FirstSerializer(), typeof(FirstSold), new FirstSold(3));
        await WriteAsync(new SecondSerializer(), typeof(Sold), 2, new Sold(5, "EUR"));
        await using var journal = Open(new FirstSerializer(), typeof(FirstSold));
        var recovered = new Recovered();

        await using var system = Start(journal, recovered, null);

        var failure = await recovered.Failure.Task.WaitAsync(Wait);
        Assert.Contains("sold:2", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Event 2 of 'seller'", failure.Message, StringComparison.Ordinal);
        Assert.IsType<SerializationException>(failure.InnerException);
        await recovered.Stopped.Task.WaitAsync(Wait);
        Assert.False(recovered.Events.Task.IsCompleted);
        Assert.Equal(1, recovered.Incarnations);
    }

    private static RunningSystem Start(IJournal journal, Recovered recovered, Sold? sale)
    {
        var system = ActorSystem.Create("versions", new ActorSystemOptions { Persistence = new PersistenceOptions { Journal = journal } });
        var seller = system.ActorOf(Props.CreateBy(() => new Seller(recovered)));
        if (sale is not null)
        {
            seller.Tell(sale);
        }

        return new RunningSystem(system);
    }

    private SqliteJournal Open(SerializerWithStringManifest serializer, Type type) => SqliteJournal.Open(
        new SqliteJournalOptions { Path = _folder.File("journal.db") }, new Serialization().Add(serializer, type));

    private Task WriteAsync(SerializerWithStringManifest serializer, Type type, params object[] events) => WriteAsync(serializer, type, 1, events);

    private async Task WriteAsync(SerializerWithStringManifest serializer, Type type, long from, params object[] events)
    {
        await using var journal = Open(serializer, type);
        await journal.WriteAsync([.. events.Select((e, i) => new PersistentRepr(e, from + i, "seller", "w", 1, []))]);
    }

    /// <summary>As the first release had it.</summary>
    private sealed record FirstSold(int Units);

    /// <summary>As it is now: sales of the first release were all in dollars.</summary>
    private sealed record Sold(int Units, string Currency);

    private sealed class RunningSystem(ActorSystem system) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await system.Terminate();
    }

    private sealed class Recovered
    {
        public TaskCompletionSource<object[]> Events { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<Exception> Failure { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Incarnations { get; set; }
    }

    private sealed class Seller : ReceivePersistentActor
    {
        private readonly List<object> _sales = [];
        private readonly Recovered _recovered;

        public Seller(Recovered recovered)
        {
            _recovered = recovered;
            recovered.Incarnations++;
            Recover<RecoveryCompleted>(_ => recovered.Events.SetResult([.. _sales]));
            RecoverAny(_sales.Add);
            Command<Sold>(sale => Persist(sale, _ => recovered.Stored.SetResult()));
        }

        public override string PersistenceId => "seller";

        protected override void OnRecoveryFailure(Exception reason, object? message = null) => _recovered.Failure.SetResult(reason);

        protected override void PostStop() => _recovered.Stopped.TrySetResult();
    }

    private sealed class FirstSerializer : SerializerWithStringManifest
    {
        public override int Identifier => 77;

        public override string Manifest(object obj) => "sold:1";

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((FirstSold)obj).Units.ToString(CultureInfo.InvariantCulture));

        public override object FromBinary(ReadOnlySpan<byte> bytes, string manifest) => manifest == "sold:1"
            ? new FirstSold(int.Parse(bytes, CultureInfo.InvariantCulture))
            : throw new SerializationException($"Unknown manifest '{manifest}': these are sold:1.");
    }

    private sealed class SecondSerializer : SerializerWithStringManifest
    {
        public override int Identifier => 77;

        public override string Manifest(object obj) => "sold:2";

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Sold)obj).Units.ToString(CultureInfo.InvariantCulture) + " " + ((Sold)obj).Currency);

        public override object FromBinary(ReadOnlySpan<byte> bytes, string manifest)
        {
            var words = Encoding.UTF8.GetString(bytes).Split(' ');
            return manifest switch
            {
                "sold:1" => new Sold(int.Parse(words[0], CultureInfo.InvariantCulture), "USD"),
                "sold:2" => new Sold(int.Parse(words[0], CultureInfo.InvariantCulture), words[1]),
                _ => throw new SerializationException($"Unknown manifest '{manifest}': these are sold:1 and sold:2."),
            };
        }
    }
}
