using System.CommandLine;
using System.Globalization;
using ActorTrading.Node.Composition;
using ActorTrading.Node.Configuration;
using ActorTrading.Node.Http;
using ActorTrading.Node.Logging;

namespace ActorTrading.Node.Cli;

/// <summary>The long-running node: feed, actors, journal, HTTP.</summary>
internal sealed class NodeVerb : IVerb
{
    private const string Simulated = "simulated";
    private const string Recorded = "recorded";
    private const string Exchange = "exchange";
    private const string Full = "full";

    public Command Build(CliContext cli)
    {
        var feed = new Option<string?>("--feed") { Description = "simulated, recorded or exchange; short for --set feed.kind=...", HelpName = "KIND" };
        var paths = Files.Option("--path", "Recorded files or folders to play; implies --feed recorded.");
        var speed = new Option<string?>("--speed") { Description = "How many times faster than real time, or 'full'.", HelpName = "N" };
        var exit = new Option<bool>("--exit-at-end") { Description = "End with the feed instead of serving on." };
        var command = new VerbCommand(
            CommandLineApp.DefaultVerb, "Run the node: watch the feed, forecast, journal, serve HTTP. The verb may be left out.",
            "actortrading node",
            "actortrading node --feed recorded --path LTC-USDT.trades.csv.gz --speed full --data data",
            "actortrading node --feed exchange --set 'feed.exchange.symbols=[BTC-USDT,ETH-USDT]' --data data",
            "actortrading node --set http.port=8080 --set feed.simulated.speed=60")
        {
            feed, paths, speed, exit,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var configuration = cli.LoadConfiguration(parsed, Sets(parsed.GetValue(feed), parsed.GetValue(paths), parsed.GetValue(speed)));

            // Whatever can be wrong before anything is written is looked at first.
            await using var played = NodeFeed.Create(configuration.Options, cli.Time);
            HttpFacade.MustBeFree(configuration.Options.Http);
            NodeFolders.MakeDataDirectory(configuration.Options);
            using var loggers = NodeLogging.Create(configuration.Options, LogUse.Node);
            var logger = loggers.CreateLogger("ActorTrading.Node");
            return await RunAsync(cli, configuration, played, loggers, logger, parsed.GetValue(exit), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        CliContext cli, NodeConfiguration configuration, NodeFeed feed, ILoggerFactory loggers, ILogger logger, bool exitAtEnd, CancellationToken cancellationToken)
    {
        var node = configuration.Options;
        var started = cli.Time.GetTimestamp();
        logger.NodeStarting(ProductInfo.Version, Path.GetFullPath(node.DataDirectory));
        logger.LogOverrides(configuration);
        var runtime = await NodeRuntime.StartAsync(node, feed, cli.Time, new ProgressLine(cli), logger, cancellationToken);
        var code = ExitCode.Done;
        await using (runtime)
        {
            await using var series = new SeriesPoller(node.Series, runtime.Recording.Database, cli.Time, logger);
            await using var jobs = NodeJobs.Start(node, runtime, cli.Time, logger);
            await using var http = await HttpFacade.StartAsync(runtime, jobs, node, loggers, cli.Time, cancellationToken);
            logger.HttpListening(http.Address);
            runtime.StartFeed();
            await cli.Output.WriteLineAsync(Banner(node, runtime, http.Address));
            logger.NodeStarted(cli.Time.GetElapsedTime(started), runtime.Feed.Feed.Symbols.Count);
            var stopped = Task.Delay(Timeout.InfiniteTimeSpan, cli.Time, cancellationToken);
            var end = await Task.WhenAny(runtime.FeedTask, stopped, runtime.Broken);
            if (end == runtime.FeedTask && !runtime.FeedTask.IsFaulted && !exitAtEnd)
            {
                end = await Task.WhenAny(stopped, runtime.Broken);
            }

            if (end == runtime.Broken)
            {
                await cli.Error.WriteLineAsync($"error: {(await runtime.Broken).Message}");
                code = ExitCode.Failed;
            }
            else if (end == runtime.FeedTask && runtime.FeedTask.IsFaulted)
            {
                await cli.Error.WriteLineAsync($"error: {runtime.FeedTask.Exception.InnerException!.Message}");
                code = ExitCode.Failed;
            }

            logger.NodeStopping(end == stopped ? "asked to" : code == ExitCode.Failed ? "failed" : "the feed has ended");
            await http.StopAsync();
        }

        logger.NodeStopped(cli.Time.GetElapsedTime(started));
        return code;
    }

    /// <summary>The settings that the verb's own options stand for.</summary>
    /// <exception cref="UsageException">An option's value is not one of its own.</exception>
    private static List<string> Sets(string? feed, string[]? paths, string? speed)
    {
        var hasPaths = paths is { Length: > 0 };
        if (feed is not (null or Simulated or Recorded or Exchange))
        {
            throw new UsageException($"--feed '{feed}' is not one of {Simulated}, {Recorded}, {Exchange}");
        }

        if (feed is Simulated or Exchange && hasPaths)
        {
            throw new UsageException($"--path names files to play and --feed {feed} plays none: leave one of them out");
        }

        if (feed == Exchange && speed is not null)
        {
            throw new UsageException("--speed is for recorded and simulated feeds: an exchange is as fast as it is");
        }

        if (speed is not (null or Full) && !(double.TryParse(speed, NumberStyles.Float, CultureInfo.InvariantCulture, out var times) && times is > 0 and <= 1_000_000))
        {
            throw new UsageException($"--speed '{speed}' is not '{Full}' or a number above 0 to 1000000");
        }

        var sets = new List<string>();
        if ((feed ?? (hasPaths ? Recorded : null)) is { } kind)
        {
            sets.Add($"feed.kind={kind}");
        }

        if (hasPaths)
        {
            sets.Add($"feed.recorded.paths=[{string.Join(',', paths!.Select(p => $"\"{p.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""))}]");
        }

        if (speed is not null)
        {
            sets.Add($"feed.recorded.speed={speed}");
            if (speed != Full)
            {
                sets.Add($"feed.simulated.speed={speed}");
            }
        }

        return sets;
    }

    private static string Banner(NodeOptions node, NodeRuntime runtime, string address)
    {
        var feed = runtime.Feed;
        var speed = feed.Connections is not null ? "live" : double.IsInfinity(feed.Speed) ? "as fast as possible" : string.Create(CultureInfo.InvariantCulture, $"{feed.Speed:0.##} x real time");
        var afterwards = node.Journal.Kind == JournalKind.Sqlite ? "after Ctrl+C" : "after Ctrl+C, with the same settings of the journal";
        var marked = feed.Feed.IsSimulated
            ? "\n  *** SIMULATED market: prices are made up, for trying things out ***\n"
            : "";
        return $"""

            ActorTrading {ProductInfo.Version}
            {marked}
              data      {Path.GetFullPath(node.DataDirectory)}
              feed      {feed.Feed.Name}, {speed}, {string.Join(' ', feed.Feed.Symbols)}
              models    {runtime.Models.Version}, a forecast per {runtime.Engine.DecisionTimeframe} bar for {string.Join(' ', runtime.Engine.Horizons)}
              API       {address}/api/v1/predictions
              API docs  {address}/swagger

              Try next:
                curl '{address}/api/v1/predictions/{runtime.Feed.Feed.Symbols[0]}?horizon=1h'
                curl {address}/api/v1/models/performance
                {Environment.ProcessPath} replay --verify --data {Path.GetFullPath(node.DataDirectory)}     ({afterwards})

            """;
    }
}
