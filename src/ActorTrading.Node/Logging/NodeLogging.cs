using System.Globalization;
using ActorTrading.Node.Configuration;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace ActorTrading.Node.Logging;

/// <summary>Builds the log from its settings.</summary>
public static class NodeLogging
{
    private const string Line = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>
    /// A factory that owns its files: dispose it last, it then writes what is still buffered. Hand it to
    /// <c>builder.Services.AddSingleton&lt;ILoggerFactory&gt;</c>.
    /// </summary>
    /// <exception cref="IOException">The folder of the log file cannot be made.</exception>
    public static ILoggerFactory Create(NodeOptions options, LogUse use)
    {
        var log = options.Log;
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is((LogEventLevel)log.Level)
            .MinimumLevel.Override("Microsoft", Most(log.Level, LogLevelName.Warning))
            .MinimumLevel.Override("System", Most(log.Level, LogLevelName.Warning))
            .MinimumLevel.Override("Microsoft.Extensions.Hosting", LogEventLevel.Fatal) // the verb says it in one line, without a stack
            .Enrich.With(new SecretMask());
        if (log.Console)
        {
            configuration.WriteTo.Console(
                outputTemplate: Line,
                formatProvider: CultureInfo.InvariantCulture,
                standardErrorFromLevel: use == LogUse.Verb ? LogEventLevel.Verbose : null);
        }

        if (use == LogUse.Node && log.File.Length > 0)
        {
            var file = options.InDataDirectory(log.File);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            configuration.WriteTo.File(
                new JsonLineFormatter(),
                file,
                fileSizeLimitBytes: log.MaxSize,
                rollOnFileSizeLimit: true,
                retainedFileCountLimit: log.RetainedFiles);
        }

        return new SerilogLoggerFactory(configuration.CreateLogger(), dispose: true);
    }

    /// <summary>Logs which settings are not the built-in ones, secrets masked.</summary>
    public static void LogOverrides(this Microsoft.Extensions.Logging.ILogger logger, NodeConfiguration configuration)
    {
        var leaves = ConfigurationView.Leaves(configuration.Root).ToList();
        var overridden = leaves.FindAll(l => !EmbeddedConfiguration.Holds(l.Value.Origin));
        logger.ConfigurationLoaded(leaves.Count, overridden.Count);
        foreach (var (path, value) in overridden)
        {
            logger.SettingOverridden(path, Configuration.Hocon.HoconRenderer.Render(value), value.Origin.ToString());
        }
    }

    private static LogEventLevel Most(LogLevelName a, LogLevelName b) => (LogEventLevel)Math.Max((int)a, (int)b);
}
