using ActorTrading.Node.Configuration.Hocon;

namespace ActorTrading.Node.Configuration;

/// <summary>Finds settings that do not exist. The names that do are those of the reference.</summary>
internal static class KnownNames
{
    public static void Check(HoconObject reference, HoconObject actual, List<ConfigurationProblem> problems)
    {
        var known = ConfigurationView.Leaves(reference).Select(l => l.Path).ToList();
        Check(reference, actual, "", known, problems);
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
