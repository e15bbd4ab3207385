using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using ActorTrading.Node.Cli;

namespace ActorTrading.Node.Schedules;

/// <summary>The system's <c>crontab</c>, which alone may touch the user's table. Text is read and written byte for byte.</summary>
internal static class CrontabProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Empty where the user has none.</summary>
    /// <exception cref="CommandFailedException">There is no such program, or it failed.</exception>
    public static async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var (code, output, error) = await RunAsync("-l", null, cancellationToken);
        var isNone = error.Contains("no crontab for", StringComparison.OrdinalIgnoreCase) || error.Contains("No such file", StringComparison.OrdinalIgnoreCase);
        return code == 0 ? output : isNone && output.Length == 0 ? "" : throw Failed("-l", code, error);
    }

    /// <inheritdoc cref="ReadAsync"/>
    public static async Task WriteAsync(string crontab, CancellationToken cancellationToken)
    {
        var (code, _, error) = await RunAsync("-", crontab, cancellationToken);
        if (code != 0)
        {
            throw Failed("-", code, error);
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string argument, string? input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("crontab", [argument])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Encoding.Latin1,
            StandardOutputEncoding = Encoding.Latin1,
        };

        // Its messages are read here.
        start.Environment["LC_ALL"] = "C";
        using var process = Start(start);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await WriteAsync(process, input);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new CommandFailedException($"'crontab {argument}' did not end within {Limit.TotalSeconds} s: try it by hand to see what it waits for", late);
        }
    }

    private static async Task WriteAsync(Process process, string? input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input ?? "");
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code and message tell why.
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new CommandFailedException(
                "there is no program 'crontab' on the PATH that can be started: install cron, or let systemd do it: 'actortrading schedule systemd --out DIR'", missing);
        }
    }

    private static CommandFailedException Failed(string argument, int code, string error)
    {
        var message = error.ReplaceLineEndings(" ").Trim();
        return new CommandFailedException($"'crontab {argument}' failed with exit code {code}: {(message.Length > 0 ? message : "it does not say why")}");
    }
}
