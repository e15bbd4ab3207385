using ActorTrading.Actors.Dispatch;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Actors.Tests.Dispatch;

public sealed class MessageQueueTest
{
    /// <summary>Many more than cores, so that some are interrupted between claiming a slot and publishing into it.</summary>
    private const int Producers = 12;

    [Fact]
    public void OneThread_IsAQueue() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(),
        steps =>
        {
            var queue = new MessageQueue();
            var expected = new Queue<object>();
            var sent = 0;
            foreach (var step in steps)
            {
                // Runs of up to 127 in and then out, so that segments fill, grow, empty and come back.
                for (var i = 0; i < step / 2; i++)
                {
                    if (step % 2 == 0)
                    {
                        object message = sent++;
                        queue.Enqueue(message, null);
                        expected.Enqueue(message);
                        Assert.False(queue.IsEmpty);
                    }
                    else
                    {
                        Assert.Equal(expected.Count > 0, queue.TryDequeue(out var message, out _));
                        Assert.Same(expected.Count > 0 ? expected.Dequeue() : null, message);
                    }
                }

                Assert.Equal(expected.Count, queue.Count);
                Assert.Equal(expected.Count == 0, queue.IsEmpty);
            }
        }).QuickCheckThrowOnFailure();

    /// <param name="pause">Spins of the consumer after each message: it keeps up, or falls behind until the segments have grown.</param>
    [Theory]
    [InlineData(250_000, 0)]
    [InlineData(50_000, 20)]
    public async Task ManyProducers_NothingIsLostAndEachStaysInOrder(int each, int pause)
    {
        var queue = new MessageQueue();
        var cancel = TestContext.Current.CancellationToken;
        var producers = Enumerable.Range(0, Producers).Select(p => Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < each; i++)
                {
                    queue.Enqueue(new Numbered(p, i), ActorRefs.Nobody);
                }
            },
            cancel,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));

        var consumer = Task.Run(
            () =>
            {
                var next = new int[Producers];
                for (var taken = 0; taken < Producers * each;)
                {
                    if (!queue.TryDequeue(out var message, out var sender))
                    {
                        cancel.ThrowIfCancellationRequested();
                        Thread.Yield();
                        continue;
                    }

                    var (producer, number) = (Numbered)message;
                    Assert.Equal(next[producer]++, number);
                    Assert.Same(ActorRefs.Nobody, sender);
                    taken++;
                    Thread.SpinWait(pause);
                }
            },
            cancel);

        await Task.WhenAll(producers.Append(consumer)).WaitAsync(TimeSpan.FromSeconds(20), cancel);
        Assert.True(queue.IsEmpty);
        Assert.Equal(0, queue.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void ConsumerThatKeepsUp_MakesProducersAllocateNothing(int window)
    {
        var queue = new MessageQueue();
        Pass(queue, window, 100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass(queue, window, 1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Pass(MessageQueue queue, int window, int times)
    {
        for (var i = 0; i < times; i++)
        {
            for (var j = 0; j < window; j++)
            {
                queue.Enqueue(string.Empty, null);
            }

            while (queue.TryDequeue(out _, out _))
            {
            }
        }
    }

    private sealed record Numbered(int Producer, int Number);
}
