using ActorTrading.Engine.Symbols;
using ActorTrading.Market;

namespace ActorTrading.Engine.Tests.Symbols;

public sealed class SnapshotPaceTests
{
    private const int Every = 1000;

    [Fact]
    public void IsDue_AnyRunOfEveryEvents_OncePerRun()
    {
        foreach (var name in new[] { "BTC-USDT", "ETH-USDT", "LTC-USDT", "X-Y" })
        {
            var pace = new SnapshotPace(Symbol.Parse(name), Every);
            var saved = new List<long>();
            for (var number = 1L; number <= 10 * Every; number++)
            {
                if (pace.IsDue(number))
                {
                    saved.Add(number);
                    pace.Began(number);
                    pace.Ended();
                }
            }

            Assert.Equal(10, saved.Count);
            Assert.InRange(saved[0], 1, Every);
            Assert.All(saved.Zip(saved.Skip(1)), pair => Assert.Equal(Every, pair.Second - pair.First));
        }
    }

    [Fact]
    public void IsDue_WhileOneIsWritten_False()
    {
        var pace = new SnapshotPace(Symbol.Parse("BTC-USDT"), Every);
        pace.Began(1);

        Assert.False(pace.IsDue(50 * Every));
        pace.Ended();
        Assert.True(pace.IsDue(50 * Every));
    }

    [Fact]
    public void IsDue_ManySymbolsInStep_NotManyAtOnce()
    {
        var due = new int[Every + 1];
        for (var i = 0; i < 100; i++)
        {
            var pace = new SnapshotPace(Symbol.Parse($"LTC{i:000}-USDT"), Every);
            var number = 1;
            while (!pace.IsDue(number))
            {
                number++;
            }

            due[number]++;
        }

        Assert.InRange(due.Max(), 1, 5);
    }

    [Fact]
    public void IsDue_AfterRecoveryOfAState_CountsFromThere()
    {
        var pace = new SnapshotPace(Symbol.Parse("BTC-USDT"), Every);
        pace.Recovered(12_345);

        Assert.False(pace.IsDue(12_345));
        Assert.True(pace.IsDue(12_345 + Every));
    }
}
