using System.CommandLine;
using ActorTrading.Market.Features;
using ActorTrading.Market.Indicators;

namespace ActorTrading.Node.Cli;

/// <summary>Prints the catalogues: the features that models see and the indicators.</summary>
internal static class FeaturesList
{
    private const string Features = "features";
    private const string Indicators = "indicators";

    public static Command Build(CliContext cli)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object with both lists." };
        var kind = new Option<string?>("--kind") { Description = "Only features, which the models see, or only indicators.", HelpName = "features|indicators" };
        var filter = new Option<string?>("--filter") { Description = "Only those with this text in their name, definition or source, in any case.", HelpName = "TEXT" };
        var command = new VerbCommand(
            "list",
            "Print every feature and indicator with its definition; indicators with source, parameters, unit, range, inputs and warm-up.",
            "actortrading features list --kind indicators --filter wilder",
            "actortrading features list --json")
        {
            json,
            kind,
            filter,
        };
        command.SetAction((parsed, _) =>
        {
            var wanted = parsed.GetValue(kind);
            if (wanted is not (null or Features or Indicators))
            {
                throw new UsageException($"--kind '{wanted}' is neither {Features} nor {Indicators}");
            }

            var text = parsed.GetValue(filter) ?? "";
            List<FeatureDefinition> features = wanted == Indicators ? [] : [.. FeatureCatalog.All.Where(f => HasText(text, f.Name, f.Definition))];
            List<IndicatorDefinition> indicators = wanted == Features
                ? []
                : [.. IndicatorCatalog.All.Where(i => HasText(text, i.Name, i.Indicator, i.Definition, i.Source))];
            cli.Output.WriteLine(parsed.GetValue(json) ? Json.Line(new { features, indicators }) : string.Join("\n\n", Tables(features, indicators)));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static bool HasText(string text, params string[] fields) => fields.Any(f => f.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Tables(List<FeatureDefinition> features, List<IndicatorDefinition> indicators)
    {
        if (features.Count > 0)
        {
            yield return Aligned([["FEATURE", "RANGE", "DEFINITION"], .. features.Select(f => new[] { f.Name, f.Range, f.Definition })]);
        }

        if (indicators.Count > 0)
        {
            yield return Aligned(
            [
                ["INDICATOR", "CALLED", "PARAMETERS", "UNIT", "RANGE", "INPUTS", "WARM-UP", "CONVERGED", "SOURCE", "DEFINITION"],
                .. indicators.Select(i => new[]
                {
                    i.Name, i.Indicator, i.Parameters, i.Unit, i.Range, i.Inputs, FormattableString.Invariant($"{i.WarmUpBars}"),
                    i.ConvergenceBars is { } bars ? FormattableString.Invariant($"{bars}") : "-", i.Source, i.Definition,
                }),
            ]);
        }

        if (features.Count + indicators.Count == 0)
        {
            yield return "Nothing has that text in it.";
        }
    }

    private static string Aligned(IReadOnlyList<string[]> rows) => string.Join('\n', TextTable.Lines(rows, 0..0));
}
