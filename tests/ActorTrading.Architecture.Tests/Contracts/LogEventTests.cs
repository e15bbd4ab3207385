using System.Reflection;
using ActorTrading.Node.Logging;
using Microsoft.Extensions.Logging;

namespace ActorTrading.Architecture.Tests.Contracts;

public sealed class LogEventTests
{
    private static readonly (string Name, int Id)[] Catalogue =
    [
        .. typeof(LogEvents).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (f.Name, (int)f.GetRawConstantValue()!)),
    ];

    private static readonly (string Method, int Id)[] Messages =
    [
        .. typeof(LogEvents).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Select(m => (m.Name, Attribute: m.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(m => m.Attribute is not null)
            .Select(m => (m.Name, m.Attribute!.EventId)),
    ];

    [Fact]
    public void Ids_AreUnique()
    {
        Assert.NotEmpty(Catalogue);
        Findings.MustBeNone(Catalogue.GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(e => e.Name))}"));
    }

    [Fact]
    public void Messages_HaveAnIdOfTheCatalogueEach()
    {
        Assert.NotEmpty(Messages);
        Findings.MustBeNone(Messages.Where(m => !Catalogue.Any(e => e.Id == m.Id)).Select(m => $"{m.Method}: {m.Id}"));
        Findings.MustBeNone(Messages.GroupBy(m => m.Id).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(m => m.Method))}"));
    }
}
