using System.Reflection;
using System.Text.Json;
using ActorTrading.Node.Configuration;
using ActorTrading.Node.Logging;
using Microsoft.Extensions.Logging;

namespace ActorTrading.Node.Tests.Logging;

public sealed class NodeLoggingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("log").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void EventIds_AreUniqueAndEachHasOneMessage()
    {
        var catalogue = typeof(LogEvents).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(f => f.Name, f => (int)f.GetRawConstantValue()!);
        var used = typeof(LogEvents).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(m => (m.Name, Attribute: m.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(m => m.Attribute is not null)
            .ToList();

        Assert.Equal(catalogue.Count, catalogue.Values.Distinct().Count());
        Assert.Equal(
            catalogue.OrderBy(c => c.Value).Select(c => (c.Key, c.Value)),
            used.Select(u => (u.Name, u.Attribute!.EventId)).OrderBy(u => u.EventId));
    }

    [Fact]
    public void Create_File_HoldsOneJsonObjectPerLine()
    {
        using (var factory = NodeLogging.Create(Options(), LogUse.Node))
        {
            var logger = factory.CreateLogger("Test.Source");
            logger.NodeStarting("1.2.3", "a \"b\"");
            logger.FeedFailed(new InvalidOperationException("first\nsecond"), "feed", "reason");
            logger.LogDebug("below the level");
            factory.CreateLogger("Microsoft.AspNetCore").LogInformation("chatter");
        }

        var lines = Lines();
        Assert.Equal(2, lines.Count);
        var first = lines[0];
        Assert.Equal("information", first.GetProperty("level").GetString());
        Assert.Equal(LogEvents.NodeStarting, first.GetProperty("event").GetInt32());
        Assert.Equal("NodeStarting", first.GetProperty("name").GetString());
        Assert.Equal("Test.Source", first.GetProperty("source").GetString());
        Assert.Equal("1.2.3", first.GetProperty("properties").GetProperty("Version").GetString());
        Assert.True(first.GetProperty("time").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
        Assert.Contains("first\nsecond", lines[1].GetProperty("exception").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Secrets_AreMaskedByName()
    {
        using (var factory = NodeLogging.Create(Options(), LogUse.Node))
        {
            var logger = factory.CreateLogger("t");
            logger.LogInformation("{Password} and {@Settings}", "hunter2", new { ApiToken = "hunter2", Port = 1, List = new[] { new { Secret = "hunter2" } } });
            logger.LogInformation("{@Map}", new Dictionary<string, string> { ["signing-key"] = "hunter2", ["user"] = "shown" });
        }

        var text = string.Join('\n', Lines());
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.Contains("shown", text, StringComparison.Ordinal);
        Assert.Contains("\"Port\":1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_FullFile_BeginsANewOneAndKeepsTheSetNumber()
    {
        using (var factory = NodeLogging.Create(Options("log.max-size=64KiB", "log.retained-files=2"), LogUse.Node))
        {
            var logger = factory.CreateLogger("t");
            for (var i = 0; i < 3000; i++)
            {
                logger.LogInformation("{Number} {Filler}", i, new string('x', 100));
            }
        }

        var files = Directory.GetFiles(Path.Combine(_folder, "logs"));
        Assert.Equal(2, files.Length);
        Assert.All(files, f => Assert.InRange(new FileInfo(f).Length, 1, 66_000));
    }

    [Fact]
    public void LogOverrides_OnlyForeignSettings_AreListed()
    {
        var configuration = NodeConfiguration.Load(new ConfigurationInputs { DataDirectory = _folder, Sets = ["log.console=off", "http.port=1"] });
        using (var factory = NodeLogging.Create(configuration.Options, LogUse.Node))
        {
            factory.CreateLogger("t").LogOverrides(configuration);
        }

        Assert.Equal(
            ["actortrading.data-directory", "actortrading.log.console", "actortrading.http.port"],
            Lines().Skip(1).Select(l => l.GetProperty("properties").GetProperty("Path").GetString()!));
    }

    [Fact]
    public void Create_ForAVerb_LeavesTheNodesFileAlone()
    {
        using (var factory = NodeLogging.Create(Options(), LogUse.Verb))
        {
            factory.CreateLogger("t").LogInformation("x");
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private NodeOptions Options(params string[] sets) =>
        NodeConfiguration.Load(new ConfigurationInputs { DataDirectory = _folder, Sets = ["log.console=off", .. sets] }).Options;

    private List<JsonElement> Lines() =>
        [.. File.ReadAllLines(Path.Combine(_folder, "logs", "node.jsonl")).Select(l => JsonDocument.Parse(l).RootElement)];
}
