using System.Diagnostics;
using System.Globalization;
using ActorTrading.Engine.Importing;
using ActorTrading.Node.Cli;
using Spectre.Console;

namespace ActorTrading.Node.Composition;

/// <summary>A progress bar with rows a second before a person; nothing where nobody watches.</summary>
internal sealed class ShareBar(CliContext cli, bool quiet)
{
    public Task<T> RunAsync<T>(string name, Func<IProgress<ImportProgress>?, Task<T>> work)
    {
        if (quiet || !cli.IsErrorTerminal)
        {
            return work(null);
        }

        return cli.ErrorConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(name.EscapeMarkup(), maxValue: 1);
                var watch = Stopwatch.StartNew();
                return await work(new Progress<ImportProgress>(p =>
                {
                    bar.Value = p.Share;
                    bar.Description = string.Create(CultureInfo.InvariantCulture, $"{name.EscapeMarkup()} {p.Rows:N0} rows, {p.Rows / Math.Max(watch.Elapsed.TotalSeconds, 1e-3):N0}/s");
                }));
            });
    }
}
