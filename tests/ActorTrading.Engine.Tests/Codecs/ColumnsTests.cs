using ActorTrading.Engine.Codecs;
using ActorTrading.Engine.Events;
using ActorTrading.Market;
using ActorTrading.Market.Quality;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Engine.Tests.Codecs;

public sealed class ColumnsTests
{
    private static readonly Gen<long> AnyLong = Gen.OneOf(
        Gen.Elements(long.MinValue, long.MinValue + 1, -1L, 0, 1, Fixed.One, Fixed.One - 1, Fixed.One * 1_000_000, long.MaxValue - 1, long.MaxValue),
        ArbMap.Default.GeneratorFor<long>());

    private static readonly Gen<decimal> AnyDecimal = Gen.OneOf(
        Gen.Elements(decimal.MinValue, decimal.MaxValue, 0m, -0.0000000000000000000000000001m, 1.00m, 79_228_162_514_264_337_593_543_950_335m),
        ArbMap.Default.GeneratorFor<decimal>());

    private static readonly Gen<Tick> AnyTick =
        from time in AnyLong
        from price in AnyLong
        from size in AnyLong
        from id in AnyLong
        from side in Gen.Elements(Side.Unknown, Side.Buy, Side.Sell)
        select new Tick(time, price, size, id, side);

    private static readonly Gen<Bar> AnyBar =
        from v in AnyLong.ArrayOf(7)
        from quote in AnyDecimal
        from trades in ArbMap.Default.GeneratorFor<int>()
        select new Bar(v[0], v[1], v[2], v[3], v[4], v[5], v[6], quote, trades);

    [Fact]
    public void TickColumns_AnyTicks_ComeBackUnchanged() => Prop.ForAll(Arb.From(AnyTick.ArrayOf()), ticks =>
        TickColumns.Decode(TickColumns.Encode(ticks), ticks.Length).SequenceEqual(ticks)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void BarColumns_AnyBars_ComeBackUnchanged() => Prop.ForAll(Arb.From(AnyBar.ArrayOf()), bars =>
    {
        var back = BarColumns.Decode(BarColumns.Encode(bars), bars.Length);

        // Equal decimals may have other digits (1.0 and 1.00): what is stored is the bits.
        return back.SequenceEqual(bars) && back.Zip(bars).All(p => decimal.GetBits(p.First.QuoteVolume).SequenceEqual(decimal.GetBits(p.Second.QuoteVolume)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void RefusedRows_AnyMarks_ComeBackUnchanged() => Prop.ForAll<(byte, byte)[]>(steps =>
    {
        var index = -1;
        var rows = steps.Select(s => new RefusedRow(index += s.Item1 + 1, (RefusalReason)Math.Max(s.Item2, (byte)1))).ToList();
        return RefusedRows.Decode(RefusedRows.Encode(rows), index + 1).SequenceEqual(rows);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void TickColumns_OrdinaryTicks_TakeFewBytes()
    {
        var ticks = Running.TestMarket.Ticks(1, 300);

        Assert.InRange(TickColumns.Encode(ticks).Length / (double)ticks.Length, 4, 16);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    [InlineData(3)]
    public void Decode_WrongCount_ThrowsInvalidData(int count)
    {
        var ticks = TickColumns.Encode([new Tick(1, 2, 3, 4, Side.Buy), new Tick(5, 6, 7, 8, Side.Sell)]);
        var bars = BarColumns.Encode([new Bar(1, 2, 3, 4, 5, 6, 7, 8, 9), new Bar(1, 2, 3, 4, 5, 6, 7, 8, 9)]);

        Assert.Throws<InvalidDataException>(() => TickColumns.Decode(ticks, count));
        Assert.Throws<InvalidDataException>(() => BarColumns.Decode(bars, count));
    }

    [Fact]
    public void Decode_AnyBytes_AreReadOrInvalidData() => Prop.ForAll<byte[], int>((bytes, count) =>
    {
        foreach (var n in new[] { count, count & 7, bytes.Length })
        {
            Tolerate(() => TickColumns.Decode(bytes, n));
            Tolerate(() => BarColumns.Decode(bytes, n));
            Tolerate(() => RefusedRows.Decode(bytes, n));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Decode_OneByteAltered_IsReadOrInvalidData()
    {
        var ticks = TickColumns.Encode(Running.TestMarket.Ticks(2, 3));
        var bars = BarColumns.Encode([new Bar(1, 2, 3, 4, 5, 6, 7, 8.5m, 9)]);
        for (var i = 0; i < ticks.Length * 256; i++)
        {
            var damaged = (byte[])ticks.Clone();
            damaged[i / 256] = (byte)i;
            Tolerate(() => TickColumns.Decode(damaged, 9));
        }

        for (var i = 0; i < bars.Length * 256; i++)
        {
            var damaged = (byte[])bars.Clone();
            damaged[i / 256] = (byte)i;
            Tolerate(() => BarColumns.Decode(damaged, 1));
        }
    }

    [Fact]
    public void Varint_OverlongOrCutShort_ThrowsInvalidData()
    {
        Assert.Throws<InvalidDataException>(() => Read([0x80]));
        Assert.Throws<InvalidDataException>(() => Read([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02]));
        Assert.Throws<InvalidDataException>(() => Read([]));
        Assert.Equal(ulong.MaxValue, Read([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]));
        Assert.Equal(300UL, Read([0xAC, 0x02]));
    }

    private static ulong Read(byte[] bytes)
    {
        var reader = new VarintReader(bytes);
        return reader.Read();
    }

    private static void Tolerate(Action decode)
    {
        try
        {
            decode();
        }
        catch (InvalidDataException)
        {
            // The one error damaged bytes may cause.
        }
    }
}
