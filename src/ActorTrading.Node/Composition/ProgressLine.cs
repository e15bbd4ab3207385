using System.Diagnostics;
using ActorTrading.Node.Cli;

namespace ActorTrading.Node.Composition;

/// <summary>Progress on standard error, from any thread: one line that rewrites itself before a person, finished stages only into a file.</summary>
internal sealed class ProgressLine(CliContext cli, bool quiet = false)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
    private int _width;

    /// <summary>What is wider than the terminal is cut: a line that wraps cannot be rewritten.</summary>
    public void Report(string text)
    {
        if (quiet || !cli.IsErrorTerminal)
        {
            return;
        }

        lock (_lock)
        {
            if (_sinceLast.Elapsed >= Between)
            {
                _sinceLast.Restart();
                var shown = text.Length < cli.ErrorConsole.Profile.Width ? text : text[..(cli.ErrorConsole.Profile.Width - 1)];
                cli.Error.Write($"\r{shown.PadRight(_width)}");
                _width = shown.Length;
            }
        }
    }

    /// <summary>Before something else is written to the terminal.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            if (_width > 0)
            {
                cli.Error.Write($"\r{new string(' ', _width)}\r");
                _width = 0;
            }
        }
    }

    public void Done(string text)
    {
        if (quiet)
        {
            return;
        }

        lock (_lock)
        {
            cli.Error.WriteLine(cli.IsErrorTerminal ? $"\r{text.PadRight(_width)}" : text);
            _width = 0;
        }
    }
}
