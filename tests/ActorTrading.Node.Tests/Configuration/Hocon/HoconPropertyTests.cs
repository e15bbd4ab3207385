using ActorTrading.Node.Configuration.Hocon;
using FsCheck;
using FsCheck.Fluent;

namespace ActorTrading.Node.Tests.Configuration.Hocon;

public sealed class HoconPropertyTests
{
    private static readonly string[] Names = ["a", "b", "c", "a.b", "", "include", "x y", "ä\"\\\n", "7"];
    private static readonly string[] Texts = ["", "x", "true", "null", "1", " padded ", "a\"b\\c", "${a}", "tab\tline\n", "//", "#", "\uD83D\uDE00", "\u2028\u0000"];
    private static readonly string[] Numbers = ["0", "-1", "1.50", "1e5", "-2.5E-3", "12345678901234567890"];

    [Fact]
    public void Parse_OfRendered_GivesTheSameValue() => Prop.ForAll(
        Objects(3).ToArbitrary(),
        value => Hoc.Json(Hoc.Parse(HoconRenderer.Render(value))) == Hoc.Json(value)).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_OfJson_GivesTheSameValue() => Prop.ForAll(
        Objects(3).ToArbitrary(),
        value => Hoc.Json(Hoc.Parse(HoconJson.Node(value)!.ToJsonString())) == Hoc.Json(value)).QuickCheckThrowOnFailure();

    [Fact]
    public void WithFallback_IsAssociative() => Prop.ForAll(
        Objects(2).Three().ToArbitrary(),
        layers =>
        {
            var (a, b, c) = (Document(layers.Item1), Document(layers.Item2), Document(layers.Item3));
            return Sorted(a.WithFallback(b).WithFallback(c)) == Sorted(a.WithFallback(b.WithFallback(c)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void WithFallback_OfItself_ChangesNothing() => Prop.ForAll(
        Objects(3).ToArbitrary(),
        value => Hoc.Json(Document(value).WithFallback(Document(value)).Resolve()) == Hoc.Json(value)).QuickCheckThrowOnFailure();

    [Fact]
    public void WithFallback_EqualsBothTextsInARow() => Prop.ForAll(
        Objects(3).Two().ToArbitrary(),
        layers => Hoc.Json(Hoc.Parse(HoconRenderer.Render(layers.Item1) + HoconRenderer.Render(layers.Item2)))
            == Hoc.Json(Document(layers.Item2).WithFallback(Document(layers.Item1)).Resolve())).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_AnyText_GivesAValueOrAHoconException() => Prop.ForAll(
        Gen.Elements("{", "}", "[", "]", "=", ":", "+=", ",", "\n", " ", "a", "b.c", "\"q\"", "\"\"\"", "${", "${?", "}", "include", "#", "//", "\\", "1", "-", ".", "null", "$", "+")
            .ListOf().Select(parts => string.Concat(parts)).ToArbitrary(),
        text =>
        {
            try
            {
                _ = Hoc.Parse(text);
            }
            catch (HoconException e)
            {
                return e.Message.StartsWith("text", StringComparison.Ordinal);
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Format_OfAnyPath_ParsesBack() => Prop.ForAll(
        Gen.Elements(Names).NonEmptyListOf().ToArbitrary(),
        path => Hoc.Parse($"{HoconPath.Format(path)} = 1").TryGet(path, out _)).QuickCheckThrowOnFailure();

    private static HoconDocument Document(HoconObject value) => HoconDocument.Parse(HoconRenderer.Render(value));

    // The order of fields depends on which layer named them first; only values are to be equal.
    private static string Sorted(HoconDocument document) => string.Join('\n', Paths(document.Resolve(), "").Order(StringComparer.Ordinal));

    private static IEnumerable<string> Paths(HoconValue value, string path) => value is HoconObject inner
        ? inner.Fields.SelectMany(f => Paths(f.Value, HoconPath.Combine(path, f.Key))).Append(path + " {}")
        : [path + " = " + Hoc.Json(value)];

    private static Gen<HoconObject> Objects(int depth) => Gen.Elements(Names).Zip(Values(depth)).ListOf().Select(fields =>
        new HoconObject(fields.DistinctBy(f => f.Item1).ToDictionary(f => f.Item1, f => f.Item2), default));

    private static Gen<HoconValue> Values(int depth)
    {
        var text = Gen.Elements(Texts).Select(t => (HoconValue)new HoconScalar(t, HoconScalarKind.Text, default));
        var number = Gen.Elements(Numbers).Select(t => (HoconValue)new HoconScalar(t, HoconScalarKind.Number, default));
        var word = Gen.Elements(("true", HoconScalarKind.Boolean), ("false", HoconScalarKind.Boolean), ("null", HoconScalarKind.Null))
            .Select(w => (HoconValue)new HoconScalar(w.Item1, w.Item2, default));
        return depth == 0
            ? Gen.OneOf(text, number, word)
            : Gen.OneOf(
                text,
                number,
                word,
                Values(depth - 1).ListOf().Resize(3).Select(items => (HoconValue)new HoconArray([.. items], default)),
                Objects(depth - 1).Resize(3).Select(o => (HoconValue)o));
    }
}
