using System.Collections.Concurrent;
using System.Globalization;
using ActorTrading.Engine.Backfill;
using ActorTrading.Market.Candles;
using ActorTrading.Node.Cli;
using Spectre.Console;

namespace ActorTrading.Node.Composition;

/// <summary>Progress of fetching on standard error: one bar for each series before a person, one line for each finished series otherwise.</summary>
internal static class FetchBars
{
    public static async Task<T> RunAsync<T>(CliContext cli, bool quiet, Func<IProgress<BackfillProgress>?, Task<T>> work)
    {
        if (quiet)
        {
            return await work(null);
        }

        if (!cli.IsErrorTerminal)
        {
            return await work(new Lines(cli.Error));
        }

        return await cli.ErrorConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(bars => work(new Bars(bars)));
    }

    private static string Done(BackfillProgress progress) =>
        string.Create(CultureInfo.InvariantCulture, $"{progress.Series}: {progress.Candles:N0} candles by {progress.Requests:N0} request{(progress.Requests == 1 ? "" : "s")}");

    private sealed class Lines(TextWriter error) : IProgress<BackfillProgress>
    {
        private readonly Lock _lock = new();

        public void Report(BackfillProgress value)
        {
            if (value.IsDone)
            {
                lock (_lock)
                {
                    error.WriteLine(Done(value));
                }
            }
        }
    }

    private sealed class Bars(ProgressContext bars) : IProgress<BackfillProgress>
    {
        private readonly ConcurrentDictionary<SeriesId, Lazy<ProgressTask>> _tasks = [];

        public void Report(BackfillProgress value)
        {
            var task = _tasks.GetOrAdd(value.Series, series => new Lazy<ProgressTask>(() => bars.AddTask(series.ToString()))).Value;
            task.MaxValue = Math.Max(1, value.Expected);
            task.Value = value.IsDone ? task.MaxValue : value.Requests;
            task.Description = value.IsDone ? Done(value) : value.Series.ToString();
        }
    }
}
