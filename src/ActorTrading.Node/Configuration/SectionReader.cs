using System.Globalization;
using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Configuration;

/// <summary>
/// Reads the values of one section strictly. A problem is noted with key, value, origin and what is right; the read then gives a
/// harmless stand-in and goes on, so that all problems come out at once. The caller must not use the result if there were any.
/// </summary>
internal sealed class SectionReader(HoconObject section, string path, List<ConfigurationProblem> problems)
{
    /// <summary>A section inside. That something else stands in its place is reported once elsewhere, not again for every setting in it.</summary>
    public SectionReader Section(string name) => section.Fields.GetValueOrDefault(name) is HoconObject inner
        ? new SectionReader(inner, HoconPath.Combine(path, name), problems)
        : new SectionReader(new HoconObject(new Dictionary<string, HoconValue>(), section.Origin), HoconPath.Combine(path, name), []);

    /// <summary>A section inside whose settings, where it leaves them out, are those of another.</summary>
    public SectionReader Section(string name, SectionReader defaults)
    {
        var fields = new Dictionary<string, HoconValue>(defaults.Fields);
        var own = Section(name);
        foreach (var (field, value) in own.Fields)
        {
            fields[field] = value;
        }

        return new SectionReader(new HoconObject(fields, own.Origin), HoconPath.Combine(path, name), problems);
    }

    /// <summary>What stands in the section.</summary>
    public IEnumerable<string> Names => section.Fields.Keys;

    private IReadOnlyDictionary<string, HoconValue> Fields => section.Fields;

    private HoconOrigin Origin => section.Origin;

    public string Text(string name) => Scalar(name, "a text", TakeText, "");

    public bool Boolean(string name) => Scalar<bool>(name, "on, off, true, false, yes or no", HoconUnits.TryParseBoolean, false);

    public int Int32(string name, int from, int to) => (int)Int64(name, from, to);

    public long Int64(string name, long from, long to) => Scalar(
        name,
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {from} to {to}"),
        (string text, out long result) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out result) && result >= from && result <= to,
        from);

    /// <param name="above">Whether <paramref name="from"/> itself is too small.</param>
    public double Number(string name, double from, double to, bool above = false) => Scalar(
        name,
        Range("a number", from, to, above),
        (string text, out double result) => TryNumber(text, from, to, above, out result),
        to);

    /// <summary>A number, or null for the given word.</summary>
    public double? NumberOr(string word, string name, double from, double to, bool above) => Scalar(
        name,
        $"{word} or {Range("a number", from, to, above)}",
        (string text, out double? result) =>
        {
            var isNumber = TryNumber(text, from, to, above, out var number);
            result = isNumber ? number : null;
            return isNumber || text == word;
        },
        null);

    public TimeSpan Duration(string name, string from, string to)
    {
        _ = HoconUnits.TryParseDuration(from, out var least);
        _ = HoconUnits.TryParseDuration(to, out var most);
        return Scalar(
            name,
            $"a duration from {from} to {to}, such as 250ms, 5s, 15m or 24h",
            (string text, out TimeSpan result) => HoconUnits.TryParseDuration(text, out result) && result >= least && result <= most,
            least);
    }

    public long Size(string name, string from, string to)
    {
        _ = HoconUnits.TryParseSize(from, out var least);
        _ = HoconUnits.TryParseSize(to, out var most);
        return Scalar(
            name,
            $"a size from {from} to {to}, such as 512 KiB or 16MB",
            (string text, out long result) => HoconUnits.TryParseSize(text, out result) && result >= least && result <= most,
            least);
    }

    public T Choice<T>(string name)
        where T : struct, Enum
    {
        var names = Enum.GetValues<T>().ToDictionary(v => v.ToString().ToLowerInvariant());
        return Scalar(name, $"one of {string.Join(", ", names.Keys)}", (string text, out T result) => names.TryGetValue(text, out result), default);
    }

    /// <summary>A value of a type that parses itself.</summary>
    public T Parsed<T>(string name, string right, TryParse<T> parse, T standIn) => Scalar(name, right, parse, standIn);

    /// <summary>A list of from <paramref name="least"/> to <paramref name="most"/> different items.</summary>
    public IReadOnlyList<T> List<T>(string name, string item, int least, int most, TryParse<T> parse)
    {
        if (!section.Fields.TryGetValue(name, out var value))
        {
            Missing(name);
            return [];
        }

        if (value is not HoconArray array)
        {
            Problem(name, $"{Show(name, value)} is not a list: write [{item}, …].", value.Origin);
            return [];
        }

        if (array.Items.Count < least || array.Items.Count > most)
        {
            Problem(name, $"the list has {array.Items.Count} items; right is from {least} to {most}.", array.Origin);
        }

        var items = new List<T>(array.Items.Count);
        foreach (var entry in array.Items)
        {
            if (entry is not HoconScalar { Kind: not HoconScalarKind.Null } scalar || !parse(scalar.Text, out var parsed))
            {
                Problem(name, $"the item {Show(name, entry)} is not {item}.", entry.Origin);
            }
            else if (items.Contains(parsed))
            {
                Problem(name, $"the item {Show(name, entry)} is in the list twice.", entry.Origin);
            }
            else
            {
                items.Add(parsed);
            }
        }

        return items;
    }

    /// <summary>Notes a problem with a value that can be read, in the light of others.</summary>
    public void Refuse(string name, string message) =>
        Problem(name, message, section.Fields.TryGetValue(name, out var value) ? value.Origin : section.Origin);

    private T Scalar<T>(string name, string right, TryParse<T> parse, T standIn)
    {
        if (!section.Fields.TryGetValue(name, out var value))
        {
            Missing(name);
        }
        else if (value is HoconScalar { Kind: not HoconScalarKind.Null } scalar && parse(scalar.Text, out var parsed))
        {
            return parsed;
        }
        else
        {
            Problem(name, $"{Show(name, value)} is not {right}.", value.Origin);
        }

        return standIn;
    }

    private string Show(string name, HoconValue value)
    {
        if (SecretNames.IsSecret(HoconPath.Combine(path, name)))
        {
            return SecretNames.Mask;
        }

        var text = value switch
        {
            HoconScalar scalar => SecretNames.HidePassword(scalar.Text),
            HoconArray => "a list",
            _ => "an object",
        };
        return value is not HoconScalar { Kind: not HoconScalarKind.Null } ? text : text.Length <= 60 ? $"'{text}'" : $"'{text.AsSpan(0, 60)}…'";
    }

    // Every name stands in the reference, so only a substitution without a value can make one vanish.
    private void Missing(string name) => Problem(name, "has no value.", section.Origin);

    private void Problem(string name, string message, HoconOrigin origin) => problems.Add(new ConfigurationProblem(HoconPath.Combine(path, name), message, origin));

    private static bool TakeText(string text, out string result)
    {
        result = text;
        return true;
    }

    private static bool TryNumber(string text, double from, double to, bool above, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
        && number <= to && (above ? number > from : number >= from);

    private static string Range(string what, double from, double to, bool above) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} {(above ? "above" : "from")} {from} to {to}");

    /// <summary>The usual shape of a TryParse method.</summary>
    public delegate bool TryParse<T>(string text, out T result);
}
