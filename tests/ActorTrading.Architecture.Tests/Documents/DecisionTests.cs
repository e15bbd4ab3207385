using ActorTrading.Architecture.Tests.Sources;

namespace ActorTrading.Architecture.Tests.Documents;

public sealed class DecisionTests
{
    [Fact]
    public void Decisions_AreNumberedWithoutGapsAndSayWhatTheyMust()
    {
        var records = Directory.GetFiles(Repository.PathOf("docs/adr"), "*.md").Order(StringComparer.Ordinal).ToList();
        var wrong = records.Where((path, i) => !Path.GetFileName(path).StartsWith($"{i + 1:0000}-", StringComparison.Ordinal)
            || new[] { $"# {i + 1}. ", "**Context.**", "**Decision.**", "**Consequences.**" }.Any(part => !File.ReadAllText(path).Contains(part, StringComparison.Ordinal)));

        Assert.NotEmpty(records);
        Findings.MustBeNone(wrong);
    }
}
