using ActorTrading.Market.Windows;

namespace ActorTrading.Market.Tests.Windows;

public sealed class RollingWindowTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(24)]
    [InlineData(168)]
    public void Add_LongRunWithHugeValuesInBetween_LeavesNoTraceOfThem(int window)
    {
        var random = new Random(5);
        var values = Enumerable.Range(0, 50_000).Select(i => i % 1_000 == 0 ? 1e15 : random.NextDouble() * 1e-6).ToArray();
        var sum = new RollingSum(window);
        var max = new RollingMax(window);
        for (var i = 0; i < values.Length; i++)
        {
            var rolledSum = sum.Add(values[i]);
            var rolledMax = max.Add(values[i]);
            if (i % 97 == 0 || i % 1_000 > window)
            {
                var last = values.AsSpan(Math.Max(0, i - window + 1), Math.Min(window, i + 1)).ToArray();
                Assert.InRange(Math.Abs(rolledSum - last.Sum()), 0, 1e-12 * last.Sum());
                Assert.Equal(last.Max(), rolledMax);
            }
        }
    }
}
