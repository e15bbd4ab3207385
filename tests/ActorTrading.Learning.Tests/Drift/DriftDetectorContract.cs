using ActorTrading.Learning.Drift;

namespace ActorTrading.Learning.Tests.Drift;

/// <summary>What every streaming detector promises.</summary>
public sealed class DriftDetectorContract
{
    public static TheoryData<string> Names => [.. Detectors.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_AtAnyMoment_ContinuesToTheBit(string name)
    {
        foreach (var seen in new[] { 0, 1, 29, 99, 331, 620 })
        {
            var stream = Stream(900);
            var original = Detectors.New(name);
            foreach (var value in stream[..seen])
            {
                original.Add(value);
            }

            var copy = Detectors.New(name);
            copy.Add(1);
            copy.Load(StateCopy.Reader(StateCopy.Bytes(original.Save)));

            Assert.Equal(StateCopy.Bytes(original.Save), StateCopy.Bytes(copy.Save));
            Assert.Equal(stream[seen..].Select(original.Add), stream[seen..].Select(copy.Add));
            Assert.Equal(StateCopy.Bytes(original.Save), StateCopy.Bytes(copy.Save));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reset_ForgetsEverything(string name)
    {
        var used = Detectors.New(name);
        foreach (var value in Stream(700))
        {
            used.Add(value);
        }

        used.Reset();

        Assert.Equal(StateCopy.Bytes(Detectors.New(name).Save), StateCopy.Bytes(used.Save));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Add_NotFinite_IsRefusedAndChangesNothing(string name)
    {
        var detector = Detectors.New(name);
        foreach (var value in Stream(50))
        {
            detector.Add(value);
        }

        var before = StateCopy.Bytes(detector.Save);

        foreach (var value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300 })
        {
            Assert.Contains("value", Assert.Throws<ArgumentOutOfRangeException>(() => detector.Add(value)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, StateCopy.Bytes(detector.Save));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Add_Constant_NeverDrifts(string name)
    {
        foreach (var constant in new[] { 0.0, 1.0 })
        {
            var detector = Detectors.New(name);

            Assert.All(Enumerable.Range(0, 2000), _ => Assert.Equal(DriftState.None, detector.Add(constant)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_ForgedOrCut_IsRefusedOrAnswers(string name)
    {
        var original = Detectors.New(name);
        foreach (var value in Stream(200))
        {
            original.Add(value);
        }

        var state = StateCopy.Bytes(original.Save);
        var random = new Random(1);
        for (var i = 0; i < 400; i++)
        {
            var forged = (byte[])state.Clone();
            forged[random.Next(forged.Length)] = (byte)random.Next(256);
            var detector = Detectors.New(name);
            try
            {
                detector.Load(StateCopy.Reader(i % 4 == 0 ? forged[..random.Next(forged.Length)] : forged));
                foreach (var value in Stream(300))
                {
                    detector.Add(value);
                }
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                // Refused, by name.
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Add_Settled_AllocatesNothing(string name)
    {
        var detector = Detectors.New(name);
        var stream = Stream(300);
        for (var i = 0; i < 3000; i++)
        {
            detector.Add(stream[i % 300]);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var value in stream)
        {
            detector.Add(value);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Zeros and ones whose rate of ones changes half way.</summary>
    private static double[] Stream(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(i => random.NextDouble() < (i < count / 2 ? 0.2 : 0.7) ? 1.0 : 0.0)];
    }
}
