using System.Runtime.Serialization;
using ActorTrading.Engine.Events;
using ActorTrading.Engine.Symbols;
using ActorTrading.Market;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Engine.Tests.Events;

public sealed class SymbolEventSerializerTests
{
    private readonly SymbolEventSerializer _serializer = new();

    public static TheoryData<string> Names => [.. EventExamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void GoldenFile_OfEveryEvent_StaysReadableAndIsWrittenAlike(string name)
    {
        var (manifest, value) = EventExamples.All[name];
        var golden = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", name + ".bin"));

        EventExamples.AssertSame(value, _serializer.FromBinary(golden, manifest));
        Assert.Equal(manifest, _serializer.Manifest(value));
        Assert.Equal(golden, _serializer.ToBinary(value));
    }

    [Fact]
    public void GoldenFiles_EveryEventType_HasOne()
    {
        var stored = typeof(ISymbolEvent).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(ISymbolEvent))).Append(typeof(SymbolSnapshot));

        Assert.Empty(stored.Except(EventExamples.All.Values.Select(v => v.Value.GetType())));
    }

    [Fact]
    public void WeightsChanged_AnyDoubles_ComeBackToTheBit() => Prop.ForAll<double[], long>((weights, time) =>
    {
        var back = (WeightsChanged)RoundTrip(new WeightsChanged(Horizon.H24, time, weights));
        return back.Time == time && back.Weights.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(weights.Select(BitConverter.DoubleToInt64Bits));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void PredictionIssued_ExtremeValues_ComeBackUnchanged()
    {
        var extreme = new PredictionIssued(
            Horizon.Parse("30d"), long.MinValue, long.MaxValue, [double.NaN, double.NegativeInfinity, -0.0], double.Epsilon, double.MinValue, double.MaxValue, double.PositiveInfinity,
            Signal.Sell, "", [new ExpertShare("", "ü\U0001F4A5", double.NaN)]);

        EventExamples.AssertSame(extreme, RoundTrip(extreme));
    }

    [Theory]
    [InlineData("ticks-recorded:2")]
    [InlineData("")]
    [InlineData("TicksRecorded")]
    public void FromBinary_UnknownManifest_SaysItIsUnknown(string manifest)
    {
        var error = Assert.Throws<SerializationException>(() => _serializer.FromBinary([], manifest));

        Assert.Contains($"Manifest '{manifest}' is unknown", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToBinary_ForeignObject_SaysWhichType()
    {
        Assert.Contains("System.String", Assert.Throws<SerializationException>(() => _serializer.ToBinary("text")).Message, StringComparison.Ordinal);
        Assert.Contains("System.String", Assert.Throws<SerializationException>(() => _serializer.Manifest("text")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FromBinary_DamagedBytes_IsReadOrSerializationException(string name)
    {
        var (manifest, value) = EventExamples.All[name];
        var whole = _serializer.ToBinary(value);
        for (var i = 0; i < whole.Length; i++)
        {
            Tolerate(whole[..i], manifest);
            for (var b = 0; b < 256; b++)
            {
                var damaged = (byte[])whole.Clone();
                damaged[i] = (byte)b;
                Tolerate(damaged, manifest);
            }
        }

        Prop.ForAll<byte[]>(bytes => Tolerate(bytes, manifest)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private object RoundTrip(object value) => _serializer.FromBinary(_serializer.ToBinary(value), _serializer.Manifest(value));

    private void Tolerate(byte[] bytes, string manifest)
    {
        try
        {
            _serializer.FromBinary(bytes, manifest);
        }
        catch (SerializationException error)
        {
            Assert.NotEmpty(error.Message);
        }
    }
}
