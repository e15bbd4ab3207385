using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Configuration;

/// <summary>
/// Finds settings that do not exist. The names that do are those of the reference; only external series are named by the user, and each has
/// the settings of their defaults.
/// </summary>
internal static class KnownNames
{
    private static readonly string SeriesPath = HoconPath.Combine(ConfigurationLayers.Root, SeriesBinder.Section);

    public static void Check(HoconObject reference, HoconObject actual, List<ConfigurationProblem> problems)
    {
        var known = ConfigurationView.Leaves(reference).Select(l => l.Path).ToList();
        Check(WithSeries(reference, actual), actual, "", known, problems);
    }

    private static void Check(HoconObject reference, HoconObject actual, string path, IReadOnlyList<string> known, List<ConfigurationProblem> problems)
    {
        foreach (var (name, value) in actual.Fields)
        {
            var full = HoconPath.Combine(path, name);
            if (!reference.Fields.TryGetValue(name, out var model))
            {
                problems.Add(new ConfigurationProblem(full, $"is not a setting{Suggest(reference, path, name, full, known)}", value.Origin));
            }
            else if (model is HoconObject inner)
            {
                if (value is HoconObject section)
                {
                    Check(inner, section, full, known, problems);
                }
                else
                {
                    problems.Add(new ConfigurationProblem(full, $"is a section and needs {{ … }} with {string.Join(", ", inner.Fields.Keys)}.", value.Origin));
                }
            }
        }
    }

    /// <summary>The reference as if it named the user's series, each like the defaults.</summary>
    private static HoconObject WithSeries(HoconObject reference, HoconObject actual)
    {
        if (!actual.TryGet(SeriesPath.Split('.'), out var given) || given is not HoconObject series
            || !reference.TryGet([ConfigurationLayers.Root, SeriesBinder.Defaults], out var defaults))
        {
            return reference;
        }

        var named = new HoconObject(series.Fields.Keys.ToDictionary(name => name, _ => defaults), series.Origin);
        var root = (HoconObject)reference.Fields[ConfigurationLayers.Root];
        return Put(reference, ConfigurationLayers.Root, Put(root, SeriesBinder.Section, named));
    }

    private static HoconObject Put(HoconObject into, string name, HoconValue value) =>
        into with { Fields = into.Fields.ToDictionary(f => f.Key, f => f.Key == name ? value : f.Value) };

    private static string Suggest(HoconObject reference, string path, string name, string full, IReadOnlyList<string> known)
    {
        var sibling = NearestName.Find(name, reference.Fields.Keys);
        var nearest = sibling is null ? NearestName.Find(full, known) : HoconPath.Combine(path, sibling);

        // The right name in the wrong section is the other usual slip.
        nearest ??= known.FirstOrDefault(k => k.EndsWith("." + name, StringComparison.Ordinal));
        return nearest is null
            ? $"; {(path.Length == 0 ? "the root" : path)} has {string.Join(", ", reference.Fields.Keys)}."
            : $"; did you mean {nearest}?";
    }
}
