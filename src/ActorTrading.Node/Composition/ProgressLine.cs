using System.Diagnostics;
using ActorTrading.Node.Cli;

namespace ActorTrading.Node.Composition;

/// <summary>Progress on standard error: one line that rewrites itself before a person, finished stages only into a file.</summary>
internal sealed class ProgressLine(CliContext cli, bool quiet = false)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
    private int _width;

    public void Report(string text)
    {
        if (quiet || !cli.IsErrorTerminal || _sinceLast.Elapsed < Between)
        {
            return;
        }

        _sinceLast.Restart();
        cli.Error.Write($"\r{text.PadRight(_width)}");
        _width = text.Length;
    }

    public void Done(string text)
    {
        if (quiet)
        {
            return;
        }

        cli.Error.WriteLine(cli.IsErrorTerminal ? $"\r{text.PadRight(_width)}" : text);
        _width = 0;
    }
}
