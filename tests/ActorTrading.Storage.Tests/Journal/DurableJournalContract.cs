using System.Text;
using ActorTrading.Actors.Persistence;

namespace ActorTrading.Storage.Tests.Journal;

/// <summary>What a journal that outlives its process has to do besides.</summary>
public abstract class DurableJournalContract : FencedJournalContract
{
    /// <summary>The journal at a place, created if there is none.</summary>
    protected abstract Task<IFencedJournal> OpenAsync(string place);

    [Theory]
    [InlineData("unwritable")]
    [InlineData(42)]
    public async Task Write_NotSerialisable_IsRejectedAsAWholeAndJournalGoesOn(object payload)
    {
        await using var journal = await CreateAsync();
        var bad = payload is string text ? Event("a", 2, text) : Event("a", 2, "x") with { Payload = payload };

        await Assert.ThrowsAsync<EventRejectedException>(() => journal.WriteAsync([Event("a", 1, "good"), bad]));

        await journal.WriteAsync([Event("a", 1, "again")]);
        Assert.Equal([new Note("again")], (await All(journal, "a")).Select(e => e.Payload));
    }

    [Fact]
    public async Task Replay_GivesTheSerialisersManifest_WhateverAnAdapterSaidOfTheEvent()
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([Event("a", 1, "x"), Event("a", 2, "y") with { Manifest = "adapted" }]);

        Assert.Equal(["note:1", "note:1"], (await All(journal, "a")).Select(e => e.Manifest));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a;b")]
    public async Task Write_UnusableTag_IsRejected(string tag)
    {
        await using var journal = await CreateAsync();

        await Assert.ThrowsAsync<EventRejectedException>(() => journal.WriteAsync([Event("a", 1, "x", tag)]));

        Assert.Equal(0, await journal.ReadHighestSequenceNrAsync("a"));
    }

    [Fact]
    public async Task Write_NumberTaken_SaysWhoWhatAndWhere()
    {
        await using var journal = await CreateAsync();
        await journal.WriteAsync([Event("a", 1, "mine")]);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => journal.WriteAsync([Event("a", 1, "stale")]));

        Assert.Equal(StorageFailure.Duplicate, refusal.Failure);
        Assert.Contains("Event 1 of 'a'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(refusal.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("only one actor", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AfterDispose_FindsEverything()
    {
        await using (var journal = await OpenAsync("kept"))
        {
            await journal.WriteAsync([Event("a", 1, "x", "t1", "t2"), Event("a", 2, "y")]);
            await journal.WriteAsync([Event("b", 1, "z")]);
            await journal.DeleteToAsync("a", 1);
            await journal.DeleteToAsync("b", 1);
            Assert.Equal(1, await journal.RaiseEpochAsync("s"));
        }

        await using var again = await OpenAsync("kept");
        Assert.Equal([new Note("y")], (await All(again, "a")).Select(e => e.Payload));
        Assert.Equal((2, 1), (await again.ReadHighestSequenceNrAsync("a"), await again.ReadHighestSequenceNrAsync("b")));
        Assert.Equal(["a"], await again.CurrentPersistenceIdsAsync().ToListAsync());
        await Assert.ThrowsAsync<StaleWriterException>(() => again.WriteAsync(Fenced("c", 0, 1)));
        Assert.Equal(2, await again.RaiseEpochAsync("s"));
    }

    [Fact]
    public async Task Dispose_WithQueuedWrites_WritesThemFirst()
    {
        var journal = await OpenAsync("queued");
        var writes = Enumerable.Range(1, 500).Select(n => journal.WriteAsync([Event("a", n, "x")])).ToArray();

        await journal.DisposeAsync();

        await Task.WhenAll(writes);
        await using var again = await OpenAsync("queued");
        Assert.Equal(500, (await All(again, "a")).Count);
    }

    [Fact]
    public async Task Ordering_AfterDeletingTheNewestAndReopening_IsNeverUsedAgain()
    {
        long before;
        await using (var journal = await OpenAsync("ordering"))
        {
            await journal.WriteAsync([Event("a", 1, "x"), Event("a", 2, "x")]);
            before = (await All(journal, "a"))[^1].Ordering;
            await journal.DeleteToAsync("a", 2);
        }

        await using var again = await OpenAsync("ordering");
        await again.WriteAsync([Event("b", 1, "y")]);

        Assert.True((await All(again, "b"))[0].Ordering > before);
    }

    [Fact]
    public async Task Write_CallerChangesItsListAndPayloadsAfterwards_StoresWhatWasGiven()
    {
        await using var journal = await CreateAsync();
        var events = new List<PersistentRepr> { Event("a", 1, "given") };

        var write = journal.WriteAsync(events);
        events[0] = Event("a", 1, "changed");
        events.Add(Event("a", 2, "added"));
        await write;

        Assert.Equal([new Note("given")], (await All(journal, "a")).Select(e => e.Payload));
    }

    [Fact]
    public async Task Replay_PayloadsOfManySizes_GivesEveryByte()
    {
        await using var journal = await CreateAsync();
        var random = new Random(11);
        int[] sizes = [0, 1, 7, 8, 9, 255, 256, 8191, 8192, 65_536, 3_000_000];
        var texts = sizes.Select(size =>
        {
            var bytes = new byte[size];
            random.NextBytes(bytes);
            return Encoding.Latin1.GetString(bytes);
        }).ToArray();

        foreach (var (text, i) in texts.Select((text, i) => (text, i)))
        {
            await journal.WriteAsync([Event("a", i + 1, text)]);
        }

        Assert.Equal(texts, (await All(journal, "a")).Select(e => ((Note)e.Payload).Text));
    }
}
