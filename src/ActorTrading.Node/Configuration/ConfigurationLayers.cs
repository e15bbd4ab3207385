using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Configuration;

/// <summary>Reads every layer and puts it over the one below. Problems are gathered, so that all layers are checked at once.</summary>
internal static class ConfigurationLayers
{
    public const string Root = "actortrading";
    private const string EnvironmentPrefix = "ACTORTRADING__";

    /// <summary>The embedded reference alone: it defines which names there are.</summary>
    public static HoconDocument Reference() => HoconDocument.Parse(EmbeddedConfiguration.Read("reference.conf"), new EmbeddedConfiguration());

    public static HoconDocument Read(ConfigurationInputs inputs, List<ConfigurationProblem> problems)
    {
        var merged = HoconDocument.Parse(EmbeddedConfiguration.Read("node.conf"), new EmbeddedConfiguration()).WithFallback(Reference());
        if (inputs.File is { } file)
        {
            Put(() => HoconDocument.Load(file));
        }

        foreach (var (name, value) in inputs.Environment
            .Where(v => v.Key.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
            .OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            Put(() => FromEnvironment(name, value));
        }

        foreach (var set in inputs.Sets)
        {
            Put(() => FromSet(set));
        }

        if (inputs.DataDirectory is { } data)
        {
            Put(() => HoconDocument.Parse(new HoconText("--data", $"{Root}.data-directory = {HoconPath.Quote(data)}", HasLines: false)));
        }

        return merged;

        void Put(Func<HoconDocument> read)
        {
            try
            {
                merged = read().WithFallback(merged);
            }
            catch (HoconException e)
            {
                problems.Add(new ConfigurationProblem("", e.Message, e.Origin));
            }
        }
    }

    /// <summary><c>ACTORTRADING__HTTP__BARS_PAGE_LIMIT</c> is <c>actortrading.http.bars-page-limit</c>. Lists and objects are HOCON, all else is text as it stands.</summary>
    private static HoconDocument FromEnvironment(string name, string value)
    {
        var path = name[EnvironmentPrefix.Length..].Split("__").Select(e => e.ToLowerInvariant().Replace('_', '-')).Prepend(Root);
        var text = value.AsSpan().TrimStart() is ['[' or '{' or '"', ..] ? value : HoconPath.Quote(value);
        return HoconDocument.Parse(new HoconText($"environment variable {name}", $"{HoconPath.Format(path)} = {text}", HasLines: false));
    }

    /// <summary><c>http.port=1</c> with or without the root name in front.</summary>
    private static HoconDocument FromSet(string set)
    {
        var end = set.IndexOfAny(['=', ':', '{']);
        var shown = end < 0 || !SecretNames.IsSecret(set) ? SecretNames.HidePassword(set) : set[..end] + "=" + SecretNames.Mask;
        if (end < 0)
        {
            throw new HoconException(new HoconOrigin($"--set {shown}", 0, 0), "expected PATH=VALUE, such as http.port=8080.");
        }

        HoconDocument document;
        try
        {
            document = HoconDocument.Parse(new HoconText($"--set {shown}", set, HasLines: false));
        }
        catch (HoconException e)
        {
            throw new HoconException(e.Origin, $"{e.Problem} The value is HOCON: put text with special characters in double quotes, as in --set 'log.file=\"a:b.jsonl\"'.");
        }

        return document.Names.All(n => n == Root) ? document : document.Under(Root);
    }
}
