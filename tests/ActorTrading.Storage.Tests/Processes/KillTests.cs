using System.Globalization;
using ActorTrading.Storage.Journal;
using ActorTrading.Storage.Models;

namespace ActorTrading.Storage.Tests.Processes;

/// <summary>Real processes, really killed: what they acknowledged is there, and nothing half-done is.</summary>
public sealed class KillTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Journal_ProcessKilledAgainAndAgain_KeepsEveryAcknowledgedEventWithoutGaps()
    {
        var path = _folder.File("journal.db");
        var random = new Random(7);
        for (var round = 0; round < 5; round++)
        {
            var acknowledged = await Victim.KillAfterAsync(1 + random.Next(3000), Victim.WriteJournal, path);

            await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Path = path }, Note.Serialization());
            await Victim.CheckAsync(acknowledged, journal, round);
        }
    }

    [Fact]
    public async Task ModelStore_ProcessKilledAgainAndAgain_HoldsWholeVersionsOnly()
    {
        var random = new Random(8);
        for (var round = 0; round < 4; round++)
        {
            var acknowledged = await Victim.KillAfterAsync(1 + random.Next(40), Victim.SaveModels, _folder.Path);

            var store = ModelArtifactStore.Open(_folder.Path, TimeProvider.System);
            var versions = store.List("victim");
            Assert.Equal(Enumerable.Range(1, versions.Count), versions.Select(v => v.Version));
            Assert.All(versions, version => Assert.Equal(version.Size, store.Open(version).LongLength));
            foreach (var line in acknowledged.Where(line => line.EndsWith('.')))
            {
                var parts = line.TrimEnd('.').Split(' ');
                Assert.Equal(parts[1], versions[int.Parse(parts[0], CultureInfo.InvariantCulture) - 1].Sha256);
            }
        }
    }
}
